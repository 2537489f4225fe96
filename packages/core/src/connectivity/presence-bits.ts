import type { Arena, Block } from './arena.ts';
import type { Pairs } from './rows.ts';

/** One bit per pair of neurons: set where a synapse exists. */
export class PresenceBits {
  /** The bits, row after row, each row in whole words, the lowest bit first. */
  readonly words: Block<Uint32Array>;
  /** Words of one row. */
  readonly wordsPerRow: number;
  /** Number of synapses of each row. */
  readonly lengths: Block<Uint32Array>;

  /**
   * @param preSize - number of presynaptic neurons
   * @param postSize - number of postsynaptic neurons
   * @param arena - where the memory comes from
   */
  constructor(preSize: number, postSize: number, arena: Arena) {
    this.wordsPerRow = Math.ceil(postSize / 32);
    this.words = arena.words(preSize * this.wordsPerRow);
    this.lengths = arena.words(preSize);
  }

  /** Sets the bits of exactly these pairs. @param pairs - the synapses */
  load({ pre, post }: Pairs): void {
    const words = this.words.values.fill(0);
    const lengths = this.lengths.values.fill(0);
    for (let i = 0; i < pre.length; i++) {
      words[pre[i] * this.wordsPerRow + (post[i] >>> 5)] |= 1 << (post[i] & 31);
      lengths[pre[i]]++;
    }
  }

  /** Number of synapses before a pair in its row, or -1 if the pair has none. @param pre - the row @param post - the column */
  find(pre: number, post: number): number {
    const words = this.words.values;
    const first = pre * this.wordsPerRow;
    const last = first + (post >>> 5);
    const bit = 1 << (post & 31);
    if ((words[last] & bit) === 0) return -1;
    let before = countBits(words[last] & (bit - 1));
    for (let word = first; word < last; word++) before += countBits(words[word]);
    return before;
  }

  /** Writes out a row in ascending order. @param pre - the row @param posts - receives the columns @returns the length of the row */
  copyRow(pre: number, posts: Uint32Array): number {
    const words = this.words.values;
    const first = pre * this.wordsPerRow;
    let length = 0;
    for (let k = 0; k < this.wordsPerRow; k++) {
      for (let word = words[first + k]; word !== 0; word &= word - 1) {
        posts[length++] = k * 32 + (31 - Math.clz32(word & -word));
      }
    }
    return length;
  }
}

function countBits(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555);
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
