import { type Node } from '@growcone/core';
import type { Leaf } from './expression-program.ts';
import type { Cursor, Moment } from './moment.ts';
/** A leaf that draws. */
export type DrawNode = Extract<Node, {
    readonly op: 'uniform' | 'normal';
}>;
/**
 * A random draw of the current neuron or pair (docs/determinism.md). Random expression k owns the draws 2k and 2k + 1 of
 * its stream: a uniform number takes the first, a normal number both. The counter is (element, other, time, stream and
 * number of the call):
 *
 * | by | element | other | word | number of the call |
 * | --- | --- | --- | --- | --- |
 * | neuron | neuron >> 2 | example in the run | neuron & 3 | draw |
 * | pair | postsynaptic neuron | presynaptic neuron | draw & 3 | draw >> 2 |
 *
 * @param node - the leaf
 * @param key - the two words of the plan's key
 * @param cursor - the current element
 * @param moment - where the run is
 */
export declare function bindDraw(node: DrawNode, key: readonly [number, number], cursor: Cursor, moment: Moment): Leaf;
