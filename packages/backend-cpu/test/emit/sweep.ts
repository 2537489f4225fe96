import type { Op } from '@growcone/core';
import { interpret } from './interpret.ts';
import type { Machine } from './machine.ts';

/**
 * Runs the body of a sweep on a machine's memory, kernel by kernel, in f32 arithmetic.
 *
 * @param machine - the memory
 * @param ops - what happens in each step
 * @param steps - the steps in order
 * @param keeps - which 'all' arrays are written
 */
export function interpretSweep(
  machine: Machine,
  ops: readonly Op[],
  steps: readonly number[],
  keeps: (array: number) => boolean = () => true,
): void {
  const { plan } = machine;
  const runs = (list: readonly Op[], step: number): void => {
    for (const op of list) {
      if (op.op === 'every' && step % op.steps === 0) runs(op.body, step);
      if (op.op !== 'run') continue;
      const kernel = plan.kernels[op.kernel]!;
      const kept =
        kernel.shape === 'reduce'
          ? kernel
          : {
              ...kernel,
              writes: kernel.writes.filter(({ array }) => plan.arrays[array]!.steps !== 'all' || keeps(array)),
            };
      interpret(machine, kept, step, { replay: op.replay });
    }
  };
  for (const step of steps) {
    for (const { id, accumulates } of plan.arrays) if (accumulates) machine.fill(id, () => 0, step);
    runs(ops, step);
  }
}

/** from, from + 1 … to. */
export const ascending = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
