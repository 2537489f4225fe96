const SIZE = 624;
const LAG = 397;

/**
 * The Mersenne Twister MT19937 as NumPy's `RandomState(seed)` runs it, to reproduce published data. Everything else
 * draws from the counter-based generator.
 *
 * M. Matsumoto, T. Nishimura, ACM TOMACS 8(1), 3–30 (1998).
 *
 * @internal
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #used = SIZE;

  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const last = state[i - 1];
      state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
    }
  }

  /** The next word, 0 … 2³² − 1. */
  word(): number {
    if (this.#used === SIZE) this.#twist();
    let word = this.#state[this.#used++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** A uniform number of 53 bits, 0 ≤ u < 1, from two words. */
  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const joined = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + LAG) % SIZE] ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.#used = 0;
  }
}
