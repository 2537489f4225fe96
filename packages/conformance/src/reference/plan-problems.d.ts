import { type Plan, type Refusal } from '@growcone/core';
/**
 * What is wrong with a plan, one sentence each; empty if it is sound. A planner's mistakes show here, before they look
 * like wrong numbers.
 *
 * @param plan - the plan
 */
export declare function planProblems(plan: Plan): readonly Refusal[];
