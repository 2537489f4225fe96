import type { NotFiniteError, Plan } from '@growcone/core';
import type { Noted } from '../wgsl/shader.ts';
import { NO_FAULT, notFinite } from './faults.ts';
import type { Synapses } from './synapses.ts';

/** A phase whose steps ran on a grid, in the order in which turns are counted. */
export interface StepTimed {
  /** What its shaders note. */
  readonly noted: readonly Noted[];
  /** Its first turn. */
  readonly clock: number;
  /** Step of that turn; 0 outside of a sweep. */
  readonly first: number;
  /** 1 if steps go up, −1 if they go down. */
  readonly direction: 1 | -1;
}

/** What was noted of the examples in work. */
export interface StepNotes {
  /** The notes, example by example. */
  readonly words: Uint32Array;
  /** Words of an example. */
  readonly each: number;
  /** The phases. */
  readonly timed: readonly StepTimed[];
  /** Number of the first of these examples within the batch; undefined where there is but one network. */
  readonly firstExample: number | undefined;
}

/** Values by the kind that shaders note. */
const VALUES = [NaN, Infinity, -Infinity];

/**
 * The first fault of the examples in work: of the first example that has one.
 *
 * @param plan - the plan
 * @param stores - its synapses
 * @param notes - what the shaders noted
 */
export function stepFault(
  plan: Plan,
  stores: readonly Synapses[],
  { words, each, timed, firstExample }: StepNotes,
): NotFiniteError | undefined {
  for (let at = 0; at < words.length; at += each) {
    const turn = words[at];
    if (turn === NO_FAULT) continue;
    const phase = timed.findLast(({ clock }) => clock <= turn);
    const order = phase?.noted.findIndex((_, i) => words[at + 1 + i] !== NO_FAULT) ?? -1;
    if (!phase || order < 0) throw new RangeError('a fault has no place');
    const note = words[at + 1 + order];
    return notFinite(plan, stores, {
      noted: phase.noted[order],
      element: note >>> 2,
      value: VALUES[note & 3],
      step: phase.first === 0 ? 0 : phase.first + phase.direction * (turn - phase.clock),
      ...(firstExample === undefined ? {} : { example: firstExample + at / each }),
    });
  }
  return undefined;
}
