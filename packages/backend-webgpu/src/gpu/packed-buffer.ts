import type { Gpu } from './gpu.ts';

/** Where an item lies, in numbers of four bytes. */
interface Item {
  readonly start: number;
  readonly length: number;
}

/** Items start at multiples of this many numbers. */
const ALIGNMENT = 4;

/** One storage buffer that holds several items of four-byte numbers, because a shader may have few buffers. */
export class PackedBuffer {
  private readonly gpu: Gpu;
  private readonly what: string;
  private items: ReadonlyMap<string, Item> = new Map();
  private held: GPUBuffer;

  private constructor(gpu: Gpu, what: string, held: GPUBuffer) {
    this.gpu = gpu;
    this.what = what;
    this.held = held;
  }

  /** An empty one. @param gpu - the GPU @param what - what it holds, for errors */
  static async create(gpu: Gpu, what: string): Promise<PackedBuffer> {
    return new PackedBuffer(gpu, what, await gpu.buffer(what, 0, 'storage'));
  }

  /** The buffer; another one after {@link PackedBuffer.arrange}. */
  get buffer(): GPUBuffer {
    return this.held;
  }

  /** Where an item starts, or undefined. @param name - the item */
  start(name: string): number | undefined {
    return this.items.get(name)?.start;
  }

  /** Bytes of an item. @param name - the item */
  bytes(name: string): number {
    return 4 * (this.items.get(name)?.length ?? 0);
  }

  /**
   * Makes room. Items keep their first numbers; what is new is zero.
   *
   * @param lengths - how many numbers each item has; those left out go
   */
  async arrange(lengths: ReadonlyMap<string, number>): Promise<void> {
    const alike = lengths.size === this.items.size && [...lengths].every(([n, l]) => this.items.get(n)?.length === l);
    if (alike) return;
    const items = new Map<string, Item>();
    let end = 0;
    for (const [name, length] of lengths) {
      items.set(name, { start: end, length });
      end += ALIGNMENT * Math.ceil(length / ALIGNMENT);
    }
    const buffer = await this.gpu.buffer(this.what, 4 * end, 'storage');
    const { commands } = this.gpu;
    for (const [name, { start, length }] of items) {
      const before = this.items.get(name);
      const kept = Math.min(length, before?.length ?? 0);
      if (before) commands.copy(this.held, 4 * before.start, buffer, 4 * start, 4 * kept);
    }
    commands.submit();
    this.held.destroy();
    this.held = buffer;
    this.items = items;
  }

  /** Makes room for items beside those that are there, none of which shrinks. @param lengths - how many numbers each needs */
  async reserve(lengths: ReadonlyMap<string, number>): Promise<void> {
    const all = new Map(Array.from(this.items, ([name, { length }]) => [name, length]));
    for (const [name, length] of lengths) all.set(name, Math.max(length, all.get(name) ?? 0));
    await this.arrange(all);
  }

  /** Replaces numbers of an item. @param name - the item @param values - the numbers @param first - the first that is replaced */
  write(name: string, values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, first: number = 0): void {
    if (values.length === 0) return;
    this.gpu.commands.submit();
    this.gpu.device.queue.writeBuffer(this.held, 4 * (this.item(name).start + first), values);
  }

  /** Sets an item to zero, or its first numbers. @param name - the item @param length - how many; all if left out */
  clear(name: string, length: number = this.item(name).length): void {
    this.gpu.commands.clear(this.held, 4 * this.item(name).start, 4 * length);
  }

  /** Numbers of an item as float32. @param name - the item @param first - the first of them @param length - how many; the rest if left out */
  async read(
    name: string,
    first: number = 0,
    length: number = this.item(name).length - first,
  ): Promise<Float32Array<ArrayBuffer>> {
    return new Float32Array(await this.gpu.read(this.held, 4 * (this.item(name).start + first), 4 * length));
  }

  /** Frees its memory. */
  destroy(): void {
    this.gpu.commands.submit();
    this.held.destroy();
  }

  private item(name: string): Item {
    const item = this.items.get(name);
    if (!item) throw new RangeError(`${this.what} have no '${name}'`);
    return item;
  }
}
