import { philox4x32 } from './philox.ts';
import type { SeedKey } from './seed.ts';
import { counterWord } from './streams.ts';

/** Where a set of draws sits in the generator: everything but the element and the number of the draw. */
export interface DrawSite {
  /** The generator's key. */
  readonly key: SeedKey;
  /** The stream, from `streamOf`. */
  readonly stream: number;
  /** The third counter word: step, epoch or number of the rewiring. */
  readonly step: number;
}

/**
 * Draws of a run of elements, four neighbours to one call of the generator: neurons, attempts, draws of a row.
 *
 * @param element - index of the element, an unsigned 32-bit integer
 * @param draw - number of the draw, below 256
 * @returns 32 random bits
 */
export type ElementWords = (element: number, draw?: number) => number;

/**
 * Draws of pairs, four draws of a pair to one call of the generator; never by slot, because slots move.
 *
 * @param pre - index of the presynaptic neuron
 * @param post - index of the postsynaptic neuron
 * @param draw - number of the draw, below 1024
 * @returns 32 random bits
 */
export type PairWords = (pre: number, post: number, draw?: number) => number;

/**
 * Random words of single elements: counter (element >> 2, other, step, stream and draw), word element & 3.
 *
 * @param site - where the draws sit in the generator
 * @param other - the second counter word: example in the run for neurons, row or column for connectors, else 0
 */
export function elementWords(site: DrawSite, other = 0): ElementWords {
  const { key, stream, step } = site;
  // Attempts alternate between two draws of the same elements, so a call for each of four draws is kept.
  const kept = Array.from({ length: 4 }, () => ({ call: -1, draw: -1, words: new Uint32Array(4) }));
  return (element, draw = 0) => {
    const call = element >>> 2;
    const last = kept[draw & 3];
    if (call !== last.call || draw !== last.draw) {
      philox4x32(key[0], key[1], call, other, step, counterWord(stream, draw), last.words);
      last.call = call;
      last.draw = draw;
    }
    return last.words[element & 3];
  };
}

/**
 * The first of the two draw numbers that belong to a random expression: a uniform draw reads this one, a normal draw
 * this one and the next. Both kinds own two, so exchanging one for the other leaves every other draw as it is.
 *
 * @param expression - number of the random expression within its stream
 */
export const firstDraw = (expression: number): number => 2 * expression;

/**
 * Random words of pairs: counter (post, pre, step, stream and draw >> 2), word draw & 3.
 *
 * @param site - where the draws sit in the generator
 */
export function pairWords(site: DrawSite): PairWords {
  const { key, stream, step } = site;
  const words = new Uint32Array(4);
  let lastPre = -1;
  let lastPost = -1;
  let lastCall = -1;
  return (pre, post, draw = 0) => {
    const call = draw >>> 2;
    if (pre !== lastPre || post !== lastPost || call !== lastCall) {
      philox4x32(key[0], key[1], post, pre, step, counterWord(stream, call), words);
      lastPre = pre;
      lastPost = post;
      lastCall = call;
    }
    return words[draw & 3];
  };
}
