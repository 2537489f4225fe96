import { type Op } from '@growcone/core';
import { type Batch } from './examples.ts';
import { type Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
/**
 * Binds the ops of an entry: this is the whole meaning of a plan, one op after another.
 *
 * @param machine - what they work on
 * @param ops - the ops
 * @param batch - what the entry gets and gives back
 */
export declare function bindOps(machine: Machine, ops: readonly Op[], batch: Batch): Run;
