import { type Plan, type Program } from '@growcone/core';
import { type Variation } from './machine.ts';
/**
 * A plan that the interpreter runs.
 *
 * @param plan - the plan
 * @param variation - how it is run
 */
export declare function interpret(plan: Plan, variation: Variation): Program;
