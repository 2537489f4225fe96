import type { Op, Plan, TrialInput } from '@growcone/core';
/**
 * Throws unless a trial's input fits what an entry reads.
 *
 * @param plan - the plan
 * @param ops - the entry
 * @param input - what the trial is given
 */
export declare function checkTrialInput(plan: Plan, ops: readonly Op[], input: TrialInput): void;
