import type { ArraySpec, Plan } from '@growcone/core';
import { rowElements } from './layout.ts';

/** A part of a worker's block. */
export interface BlockPart {
  /** Bytes from the start of the block. */
  readonly offset: number;
  /** Its length in bytes. */
  readonly bytes: number;
}

/**
 * The state of one example in one block of memory, so that one copy starts an example and few copies keep a checkpoint:
 * all example arrays over neurons and the network that keep a few steps.
 */
export interface BlockLayout {
  /** Its length. */
  readonly bytes: number;
  /** Parts by array. */
  readonly arrays: ReadonlyMap<number, BlockPart>;
}

/** Whether an array lies in the block of a worker. @param array - the array */
const inBlock = ({ lifetime, steps, over }: ArraySpec): boolean =>
  lifetime === 'example' && steps !== 'all' && over.per !== 'synapse';

/** Lays out the block. @param plan - the plan @param first - arrays that come first, next to each other */
export function blockLayout(plan: Plan, first: readonly number[]): BlockLayout {
  let bytes = 0;
  const part = (size: number): BlockPart => {
    const offset = bytes;
    bytes += size;
    return { offset, bytes: size };
  };
  const wanted = plan.arrays.filter(inBlock);
  const order = [...wanted.filter((a) => first.includes(a.id)), ...wanted.filter((a) => !first.includes(a.id))];
  const arrays = new Map(order.map((a) => [a.id, part(4 * rowElements(plan, a) * (a.steps as number))]));
  return { bytes, arrays };
}
