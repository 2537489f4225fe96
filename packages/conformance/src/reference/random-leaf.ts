import { counterWord, firstDraw, normal01, philox4x32, uniform01, type Node } from '@growcone/core';
import type { Leaf } from './expression-program.ts';
import type { Cursor, Moment } from './moment.ts';

/** A leaf that draws. */
export type DrawNode = Extract<Node, { readonly op: 'uniform' | 'normal' }>;

/**
 * A random draw of the current neuron or pair (docs/determinism.md). Random expression k owns the draws 2k and 2k + 1 of
 * its stream: a uniform number takes the first, a normal number both. The counter is (element, other, time, stream and
 * number of the call):
 *
 * | by | element | other | word | number of the call |
 * | --- | --- | --- | --- | --- |
 * | neuron | neuron >> 2 | example in the run | neuron & 3 | draw |
 * | network | 0 | example in the run | 0 | draw |
 * | pair | postsynaptic neuron | presynaptic neuron | draw & 3 | draw >> 2 |
 *
 * @param node - the leaf
 * @param key - the two words of the plan's key
 * @param cursor - the current element
 * @param moment - where the run is
 */
export function bindDraw(node: DrawNode, key: readonly [number, number], cursor: Cursor, moment: Moment): Leaf {
  const { op, stream, by, time } = node;
  const words = new Uint32Array(4);
  const when = { step: () => moment.step, update: () => moment.update, never: () => 0 }[time];
  const word = (draw: number): number => {
    if (by === 'neuron') {
      philox4x32(key[0], key[1], cursor.neuron >>> 2, moment.exampleInRun, when(), counterWord(stream, draw), words);
      return words[cursor.neuron & 3];
    }
    if (by === 'network') {
      philox4x32(key[0], key[1], 0, moment.exampleInRun, when(), counterWord(stream, draw), words);
      return words[0];
    }
    philox4x32(key[0], key[1], cursor.post, cursor.pre, when(), counterWord(stream, draw >> 2), words);
    return words[draw & 3];
  };
  const first = firstDraw(node.draw);
  return op === 'uniform' ? () => uniform01(word(first)) : () => normal01(word(first), word(first + 1));
}
