// Sizes of the nodes of a group that the superblock announces: 8 entries to a leaf, 32 to a node of the tree.
const LEAF = 8 + 8 * 40;
const NODE = 24 + 32 * 8 + 33 * 8;
const MOST = 8;
const UNDEFINED = 0xff;

/** A type of numbers, strings or vectors, as the file describes it. */
export type TypeBytes = readonly number[];

const u32 = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];

/** Unsigned integers of 16 bits. */
export const uint16: TypeBytes = [0x10, 0, 0, 0, ...u32(2), 0, 0, 16, 0];

/** IEEE half precision: sign at bit 15, 5 bits of exponent from bit 10, 10 bits of fraction, bias 15. */
export const float16: TypeBytes = [0x11, 0x20, 15, 0, ...u32(2), 0, 0, 16, 0, 10, 5, 0, 10, ...u32(15)];

/** Vectors of any length. */
export const vectorOf = (type: TypeBytes): TypeBytes => [0x19, 0, 0, 0, ...u32(16), ...type];

/** UTF-8 strings of fixed length, filled up with zeros. */
export const stringOf = (length: number): TypeBytes => [0x13, 0x11, 0, 0, ...u32(length)];

/**
 * Lays out groups and contiguous arrays in the oldest form of the format, which every reader knows. Data follow what is
 * laid out here.
 *
 * @internal
 */
export class StructureWriter {
  #bytes = new Uint8Array(4096);
  #end = 96;

  /** The header of an array that lies at an address. Gives the address of the header. */
  array(
    type: TypeBytes,
    size: number,
    { address, length }: { readonly address: number; readonly length: number },
  ): number {
    const padded = Math.ceil(type.length / 8) * 8;
    const at = this.#objectHeader([16, padded, 8, 24]);
    let message = this.#message(at + 16, 1, 16);
    // Version 1, one dimension.
    this.#put(message, [1, 1]);
    this.#u64(message + 8, size);
    message = this.#message(message + 16, 3, padded);
    this.#put(message, type);
    message = this.#message(message + padded, 5, 8);
    // Version 2: space is taken early, and no value stands for what was not written.
    this.#put(message, [2, 1, 0, 0]);
    message = this.#message(message + 8, 8, 24);
    this.#put(message, [3, 1]);
    this.#u64(message + 2, address);
    this.#u64(message + 10, length);
    return at;
  }

  /** A group of at most eight members. Gives the address of its header. */
  group(members: Readonly<Record<string, number>>): number {
    const names = Object.keys(members).sort();
    if (names.length > MOST) throw new Error(`a group is written with at most ${MOST} members`);
    const places: number[] = [];
    // The empty name stands first.
    let text = 8;
    for (const name of names) {
      places.push(text);
      text += Math.ceil((name.length + 1) / 8) * 8;
    }
    const heapData = this.#take(text);
    names.forEach((name, m) => this.#put(heapData + places[m], new TextEncoder().encode(name)));
    const heap = this.#take(32);
    this.#text(heap, 'HEAP');
    this.#u64(heap + 8, text);
    // The free list is empty; the library writes 1 for that.
    this.#u64(heap + 16, 1);
    this.#u64(heap + 24, heapData);
    const leaf = this.#take(LEAF);
    this.#text(leaf, 'SNOD\x01');
    this.#put(leaf + 6, [names.length]);
    names.forEach((name, m) => {
      this.#u64(leaf + 8 + 40 * m, places[m]);
      this.#u64(leaf + 16 + 40 * m, members[name]);
    });
    const tree = this.#take(NODE);
    this.#text(tree, 'TREE');
    this.#put(tree + 6, [names.length > 0 ? 1 : 0]);
    this.#put(
      tree + 8,
      Array.from({ length: 16 }, () => UNDEFINED),
    );
    this.#u64(tree + 32, leaf);
    this.#u64(tree + 40, places.at(-1) ?? 0);
    const at = this.#objectHeader([16]);
    const message = this.#message(at + 16, 0x11, 16);
    this.#u64(message, tree);
    this.#u64(message + 8, heap);
    return at;
  }

  /** Writes the superblock and gives all bytes, padded to `length`; the file ends at `end`. */
  finish(root: number, { length, end }: { readonly length: number; readonly end: number }): Uint8Array {
    this.#text(0, '\x89HDF\r\n\x1a\n');
    this.#put(13, [8, 8, 0, 4, 0, 16]);
    this.#put(
      32,
      Array.from({ length: 8 }, () => UNDEFINED),
    );
    this.#u64(40, end);
    this.#put(
      48,
      Array.from({ length: 8 }, () => UNDEFINED),
    );
    this.#u64(64, root);
    this.#grow(length);
    return this.#bytes.subarray(0, length);
  }

  /** Bytes laid out so far. */
  get length(): number {
    return this.#end;
  }

  #objectHeader(bodies: readonly number[]): number {
    const length = bodies.reduce((sum, body) => sum + 8 + body, 0);
    const at = this.#take(16 + length);
    this.#put(at, [1, 0, bodies.length, 0, 1, 0, 0, 0, ...u32(length)]);
    return at;
  }

  /** The head of a message. Gives where its body goes. */
  #message(at: number, type: number, length: number): number {
    this.#put(at, [type, 0, length, 0]);
    return at + 8;
  }

  #take(length: number): number {
    const at = this.#end;
    this.#end += Math.ceil(length / 8) * 8;
    this.#grow(this.#end);
    return at;
  }

  #grow(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #put(at: number, bytes: ArrayLike<number>): void {
    this.#bytes.set(bytes, at);
  }

  #text(at: number, latin1: string): void {
    this.#put(
      at,
      Array.from(latin1, (c) => c.charCodeAt(0)),
    );
  }

  #u64(at: number, value: number): void {
    this.#put(at, [...u32(value % 2 ** 32), ...u32(Math.floor(value / 2 ** 32))]);
  }
}
