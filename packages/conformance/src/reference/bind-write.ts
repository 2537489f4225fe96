import { GrowconeError, type Write } from '@growcone/core';
import { rowOfStep } from './array-memory.ts';
import type { Machine } from './machine.ts';
import { NonFiniteError } from './non-finite-error.ts';

/** Stores a value at an element of an array, or adds it. */
export type Store = (element: number, value: number) => void;

/**
 * Binds the target of a kernel. Every value that is stored must be finite.
 *
 * @param machine - what it writes to
 * @param write - array, and whether to add
 */
export function bindWrite(machine: Machine, { array, add }: Pick<Write, 'array' | 'add'>): Store {
  const { moment, plan, variation } = machine;
  const memory = machine.arrays[array];
  const { spec } = memory;
  const round = variation.single ? Math.fround : (x: number): number => x;
  return (element, value) => {
    if (!memory.kept) return;
    if (spec.steps !== 1 && moment.step === 0) {
      throw new GrowconeError('PLAN', `'${moment.kernel}' writes ${spec.name}, which has steps, outside of a sweep.`);
    }
    // Steps of a flush lie beyond the trial, and an 'all' array holds the trial.
    if (spec.steps === 'all' && moment.step > moment.first + moment.steps) return;
    const at = memory.copy + (spec.steps === 1 ? 0 : rowOfStep(memory, moment.step, moment.first)) + element;
    const stored = round(add ? memory.values[at] + value : value);
    if (!Number.isFinite(stored)) throw new NonFiniteError(plan, array, element, stored, moment);
    memory.values[at] = stored;
  };
}
