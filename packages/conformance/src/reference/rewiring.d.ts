import { type RewiringPlan } from '@growcone/core';
import type { Run } from './bind-kernel.ts';
import type { Batch } from './examples.ts';
import type { Machine } from './machine.ts';
/**
 * Binds one rewiring: everything is decided on the state before any edit, then the store is edited.
 *
 * @param machine - the machine
 * @param rule - the rewiring
 * @param batch - is told how many synapses were replaced
 */
export declare function bindRewiring(machine: Machine, rule: RewiringPlan, batch: Batch): Run;
