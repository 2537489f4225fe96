/** A stretch of an arena. */
export interface FreeBlock {
  /** Its first address. */
  readonly start: number;
  /** Its length, a multiple of four. */
  readonly capacity: number;
}

/** Blocks that rows have moved out of, in one list per size, for rows that grow later. */
export class FreeBlocks {
  private lists: number[][] = [];
  private addresses = 0;

  /** Number of addresses in all free blocks. */
  get total(): number {
    return this.addresses;
  }

  /** Keeps a block. @param start - its first address @param capacity - its length, a multiple of four */
  give(start: number, capacity: number): void {
    if (capacity === 0) return;
    (this.lists[capacity / 4] ??= []).push(start);
    this.addresses += capacity;
  }

  /** Takes a block of the size asked for or up to a quarter larger. @param capacity - a multiple of four */
  take(capacity: number): FreeBlock | undefined {
    const largest = Math.min(this.lists.length - 1, (capacity * 1.25) / 4);
    for (let size = capacity / 4; size <= largest; size++) {
      const start = this.lists[size]?.pop();
      if (start === undefined) continue;
      this.addresses -= size * 4;
      return { start, capacity: size * 4 };
    }
    return undefined;
  }

  /** Forgets every block. */
  clear(): void {
    this.lists = [];
    this.addresses = 0;
  }
}
