import { chooseBelow, permutation, philox4x32, seedKey } from '@growcone/core';
import { exponential } from './exponential.ts';

// Core numbers the kinds of use of random numbers from 0; the last of the sixteen is that of data sets.
const KIND = 15;

/**
 * What random numbers are for: numbers drawn from one seed for different purposes never coincide.
 *
 * The numbers are part of every saved result: never change one, only add.
 *
 * @internal
 */
export const streams = {
  split: 0x10 + KIND,
  poisson: 0x20 + KIND,
  noise: 0x30 + KIND,
  informative: 0x40 + KIND,
  manifold: 0x50 + KIND,
  manifoldPoint: 0x60 + KIND,
  yinYang: 0x70 + KIND,
  jitter: 0x80 + KIND,
  drop: 0x90 + KIND,
  mirror: 0xa0 + KIND,
  background: 0xb0 + KIND,
  pattern: 0xc0 + KIND,
  shift: 0xd0 + KIND,
  cochlea: 0xf0 + KIND,
} as const;

/**
 * Uniform random 32-bit words from the counter-based generator, in a sequence that depends on seed, stream and the two
 * numbers given to `start` only.
 *
 * @internal
 */
export class WordStream {
  readonly #low: number;
  readonly #high: number;
  readonly #stream: number;
  readonly #words = new Uint32Array(4);
  #element = 0;
  #other = 0;
  #block = 0;
  #used = 4;

  constructor(seed: number, stream: number) {
    [this.#low, this.#high] = seedKey(seed);
    this.#stream = stream << 8;
  }

  /** Begins the sequence of an element (such as an example) and another (such as an epoch). */
  start(element: number, other: number): this {
    this.#element = element;
    this.#other = other;
    this.#block = 0;
    this.#used = 4;
    return this;
  }

  /** The next word, 0 … 2³² − 1. */
  word(): number {
    if (this.#used === 4) {
      philox4x32(this.#low, this.#high, this.#block++, this.#element, this.#other, this.#stream, this.#words);
      this.#used = 0;
    }
    return this.#words[this.#used++];
  }

  /** A uniform number, 0 ≤ u < 1. */
  uniform(): number {
    return this.word() * 2 ** -32;
  }

  /** A uniform whole number, 0 … limit − 1. */
  below(limit: number): number {
    return chooseBelow(limit, () => this.word());
  }

  /** A permutation of 0 … size − 1. */
  permutation(size: number): Uint32Array {
    return permutation(size, () => this.word());
  }

  /** An exponentially distributed number of mean 1. */
  exponential(): number {
    return exponential(this.word());
  }
}
