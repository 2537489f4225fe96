import type { Plan, Program } from '@growcone/core';
import type { Where } from '../check/judge.ts';

/**
 * How close an observation must be to the reference:
 *
 * - `equal`: the same numbers. For spikes, indices, random bits, and values that single precision holds exactly.
 * - `ordered`: the same numbers as the reference with every operation rounded as the device rounds, in the plan's order.
 * - `close`: within what rounding can do (see `float32-bound.ts`).
 */
export type Agreement = 'equal' | 'ordered' | 'close';

/** Numbers that a script saw, and how close they must be. */
export interface Observation {
  /** How close. */
  readonly agreement: Agreement;
  /** The numbers. */
  readonly values: ArrayLike<number>;
  /** Names a position. */
  readonly where?: Where;
  /** For `close`: how many units in the last place a device's exponentials and the like may be off; 4 if left out. */
  readonly ulps?: number;
}

/** What a script saw, by name. */
export type Observations = Readonly<Record<string, Observation>>;

/** A plan and what to do with it: run on a device and on the reference, both must see the same. */
export interface Scenario {
  /** What is checked. */
  readonly name: string;
  /** The law, in one sentence. */
  readonly law: string;
  /** What is run, in words. */
  readonly input: string;
  /** The plan. */
  readonly plan: Plan;
  /** Uses a program and says what it saw. @param program - the loaded plan */
  script(program: Program): Promise<Observations>;
}
