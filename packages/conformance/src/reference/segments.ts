import type { Op } from '@growcone/core';
import { rowOfStep, type ArrayMemory } from './array-memory.ts';
import type { Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
import { effectsOf } from './op-effects.ts';
import { bindForward, openStep, runStep, type BindOps } from './sweep.ts';

/** State at the start of a segment: values by array, in the order of the arrays that are saved. */
type Checkpoint = readonly Float64Array[];

/** A forward sweep and the reverse sweep after it, run in segments. */
export interface SegmentedSweeps {
  /** The forward sweep, which saves checkpoints instead of keeping arrays. */
  readonly forward: Run;
  /** The reverse sweep, which recomputes every segment before it reverses it. */
  readonly reverse: Run;
}

/**
 * Binds the sweeps of a trial so that nothing is kept but checkpoints at the start of segments, as a device with little
 * memory runs them. Values that a device would not have are NaN, so a plan whose recomputation is not whole is found out.
 *
 * @param machine - the machine
 * @param forward - the forward sweep
 * @param reverse - the reverse sweep
 * @param bind - binds bodies
 * @param length - steps per segment
 * @param onEnd - called after the forward sweep
 */
export function bindSegments(
  machine: Machine,
  forward: Extract<Op, { op: 'forward' }>,
  reverse: Extract<Op, { op: 'reverse' }>,
  bind: BindOps,
  length: number,
  onEnd: () => void,
): SegmentedSweeps {
  const { plan, arrays, moment } = machine;
  const recomputed = effectsOf(plan, reverse.recompute);
  const inReverse = effectsOf(plan, reverse.body);
  const state = arrays.filter(
    ({ spec }) => recomputed.written.has(spec.id) && spec.lifetime === 'example' && spec.steps !== 'all',
  );
  const filled = arrays.filter(({ spec }) => recomputed.written.has(spec.id) && spec.steps === 'all');
  const observed = new Set(plan.observed.arrays);
  const kept = arrays.filter(({ spec }) => spec.steps === 'all' && forward.keep.includes(spec.id));
  const checkpoints: Checkpoint[] = [];
  const save = (): Checkpoint => state.map(({ values }) => values.slice());
  const run = bindForward(
    machine,
    forward,
    bind,
    (t) => {
      if (t % length === 0) checkpoints.push(save());
    },
    onEnd,
    (array) => forward.keep.includes(array) && (observed.has(array) || filled.some(({ spec }) => spec.id === array)),
  );
  const open = openStep(machine, recomputed);
  const openReverse = openStep(machine, inReverse);
  const recompute = bind(reverse.recompute);
  const body = bind(reverse.body);

  // A kernel may read a few steps past either end of a segment; a device keeps these rows beside its checkpoints.
  const before = (memory: ArrayMemory): number => Math.max(0, inReverse.lags.get(memory.spec.id)?.most ?? 0);
  const after = (memory: ArrayMemory): number => Math.max(0, -(inReverse.lags.get(memory.spec.id)?.least ?? 0));

  return {
    forward: () => {
      checkpoints.length = 0;
      checkpoints.push(save());
      run();
    },
    reverse: () => {
      const { steps } = moment;
      moment.last = steps;
      for (const memory of kept) forget(memory, steps, (t) => ((t - 1) % length) + 1 <= length - before(memory));
      for (let first = steps - ((steps - 1) % length); first >= 1; first -= length) {
        const last = Math.min(steps, first + length - 1);
        const saved = checkpoints[(first - 1) / length];
        state.forEach((memory, i) => memory.values.set(saved[i]));
        for (let t = first; t <= last; t++) runStep(machine, t, open, recompute);
        for (let t = last; t >= first; t--) runStep(machine, t, openReverse, body);
        for (const memory of filled) forget(memory, steps, (t) => t >= first + after(memory));
      }
      moment.step = 0;
    },
  };
}

/** Replaces the rows of steps by NaN. */
function forget(memory: ArrayMemory, steps: number, which: (step: number) => boolean): void {
  for (let t = 1; t <= steps; t++) {
    if (!which(t)) continue;
    const start = memory.copy + rowOfStep(memory, t);
    memory.values.fill(Number.NaN, start, start + memory.elements);
  }
}
