import { join } from './inflate.ts';

/**
 * Bytes that arrive in pieces of any size and are taken in others.
 *
 * @internal
 */
export class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>;
  #left: Uint8Array = new Uint8Array(0);
  /** Bytes taken so far. */
  taken = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Takes up to a number of bytes, at least one; none at the end. */
  async some(most: number): Promise<Uint8Array> {
    while (this.#left.length === 0) {
      const next = await this.#source.next();
      if (next.done) return this.#left;
      this.#left = next.value;
    }
    const piece = this.#left.subarray(0, most);
    this.#left = this.#left.subarray(piece.length);
    this.taken += piece.length;
    return piece;
  }

  /** Takes a number of bytes; fewer at the end. */
  async take(length: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (size < length) {
      const piece = await this.some(length - size);
      if (piece.length === 0) break;
      pieces.push(piece);
      size += piece.length;
    }
    return join(pieces, size);
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
