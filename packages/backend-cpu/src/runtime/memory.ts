import { OutOfMemoryError } from './errors.ts';

const PAGE = 65536;
const ALIGNMENT = 16;

/** A WebAssembly memory ends at 4 GiB. */
const MAX_PAGES = 65536;

/** A range of bytes that nobody uses. */
interface Hole {
  readonly address: number;
  readonly bytes: number;
}

/**
 * Hands out blocks of one WebAssembly memory. Blocks start on 16 bytes and hold zeros or what was there before. The
 * memory grows when nothing fits; views made before that keep the old length, so ask for them anew after an allocation.
 */
export class Memory {
  /** What generated code imports. */
  readonly memory: WebAssembly.Memory;
  /** Whether worker threads may use it. */
  readonly shared: boolean;
  private readonly sizes = new Map<number, number>();
  private holes: Hole[] = [];
  private end = ALIGNMENT; // Address 0 stays free: it means "nothing" in a context.
  private grown = 0;
  private changes = 0;
  private views: { f32: Float32Array; u32: Uint32Array; u16: Uint16Array; u8: Uint8Array };

  /** @param shared - whether worker threads use it @param initialBytes - size to start with */
  constructor(shared: boolean, initialBytes: number = 1 << 20) {
    this.shared = shared;
    this.memory = reserve(Math.ceil(initialBytes / PAGE), shared);
    this.views = viewsOf(this.memory.buffer);
  }

  /** Number of times it has grown: views made at another count are stale. */
  get growths(): number {
    return this.grown;
  }

  /** Number of blocks handed out and given back: as long as it stays, every block stays where it is. */
  get moves(): number {
    return this.changes;
  }

  /** All of it as float32. */
  get f32(): Float32Array {
    return this.views.f32;
  }

  /** All of it as unsigned words. */
  get u32(): Uint32Array {
    return this.views.u32;
  }

  /** All of it as unsigned 16-bit numbers. */
  get u16(): Uint16Array {
    return this.views.u16;
  }

  /** All of it as bytes. */
  get u8(): Uint8Array {
    return this.views.u8;
  }

  /** Bytes in blocks that are in use. */
  get used(): number {
    let sum = 0;
    for (const bytes of this.sizes.values()) sum += bytes;
    return sum;
  }

  /** A block of zeros. @param bytes - its size @param what - what it is for, should there be no room */
  allocate(bytes: number, what: string): number {
    this.changes += 1;
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    const fit = this.holes.findIndex((hole) => hole.bytes >= size);
    let address: number;
    if (fit >= 0) {
      const hole = this.holes[fit]!;
      address = hole.address;
      const rest = { address: address + size, bytes: hole.bytes - size };
      this.holes.splice(fit, 1, ...(rest.bytes > 0 ? [rest] : []));
      this.u8.fill(0, address, address + size);
    } else {
      address = this.end;
      this.growTo(address + size, what);
      this.end = address + size;
    }
    this.sizes.set(address, size);
    return address;
  }

  /** Gives a block back. @param address - where it starts; 0 is nothing */
  free(address: number): void {
    if (address === 0) return;
    const bytes = this.sizes.get(address);
    if (bytes === undefined) throw new RangeError(`no block starts at ${address}`);
    this.changes += 1;
    this.sizes.delete(address);
    this.u8.fill(0, address, address + bytes);
    const holes = [...this.holes, { address, bytes }].sort((a, b) => a.address - b.address);
    const joined: Hole[] = [];
    for (const hole of holes) {
      const last = joined.at(-1);
      if (last && last.address + last.bytes === hole.address) {
        joined[joined.length - 1] = { address: last.address, bytes: last.bytes + hole.bytes };
      } else joined.push(hole);
    }
    const top = joined.at(-1);
    // What lies beyond the end was never used and reads as zero, as a hole does.
    if (top && top.address + top.bytes === this.end) {
      this.end = top.address;
      joined.pop();
    }
    this.holes = joined;
  }

  private growTo(bytes: number, what: string): void {
    const have = this.memory.buffer.byteLength;
    if (bytes <= have) return;
    // A sixteenth more than needed, so that growing often costs little.
    const wanted = Math.min(MAX_PAGES * PAGE, bytes + (bytes >>> 4));
    if (bytes > MAX_PAGES * PAGE) throw new OutOfMemoryError(what, bytes, MAX_PAGES * PAGE);
    try {
      this.memory.grow(Math.ceil((wanted - have) / PAGE));
    } catch (cause) {
      throw new OutOfMemoryError(what, bytes, have, { cause });
    }
    // Nobody else grows it, so views are made anew here and nowhere else.
    this.views = viewsOf(this.memory.buffer);
    this.grown += 1;
  }
}

/** A shared memory reserves its largest size at once, and some browsers do not grant 4 GiB. */
function reserve(initial: number, shared: boolean, maximum: number = MAX_PAGES): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial, maximum, shared });
  } catch (error) {
    if (!(error instanceof RangeError) || maximum / 2 < initial) throw error;
    return reserve(initial, shared, maximum / 2);
  }
}

function viewsOf(buffer: ArrayBufferLike): Memory['views'] {
  return {
    f32: new Float32Array(buffer),
    u32: new Uint32Array(buffer),
    u16: new Uint16Array(buffer),
    u8: new Uint8Array(buffer),
  };
}
