import { GrowconeError, type Op } from '@growcone/core';
import { rowOfStep, type ArrayMemory } from './array-memory.ts';
import type { Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
import type { Moment } from './moment.ts';
import { effectsOf, type Effects } from './op-effects.ts';
import { clearSpikes } from './spike-record.ts';

/** Binds a list of ops. */
export type BindOps = (ops: readonly Op[]) => Run;

/** Prepares the arrays of a sweep for a step. */
type OpenStep = () => void;

/**
 * Opens every step of a sweep: zeroes what spikes accumulate in, and poisons rings, so that a kernel that reads a ring
 * before this step has written it is found out instead of seeing the value of a step long past.
 *
 * @param machine - the machine
 * @param effects - what the sweep's body touches
 */
export function openStep(machine: Machine, effects: Effects): OpenStep {
  const { moment } = machine;
  const written = [...effects.written]
    .map((id) => machine.arrays[id])
    .filter(({ spec }) => spec.lifetime === 'example' || spec.accumulates);
  const zeroed = written.filter(({ spec }) => spec.accumulates);
  const poisoned = written.filter(
    ({ spec }) => !spec.accumulates && spec.steps !== 1 && spec.steps !== 'all' && effects.writtenEachStep.has(spec.id),
  );
  return () => {
    for (const memory of zeroed) fillStep(memory, moment, 0);
    for (const memory of poisoned) fillStep(memory, moment, Number.NaN);
  };
}

function fillStep(memory: ArrayMemory, { step, steps, first }: Moment, value: number): void {
  if (!memory.kept || (memory.spec.steps === 'all' && step > first + steps)) return;
  const start = memory.copy + rowOfStep(memory, step, first);
  memory.values.fill(value, start, start + memory.elements);
}

/**
 * Runs one step.
 *
 * @param machine - the machine
 * @param step - its number
 * @param open - prepares the arrays
 * @param body - the ops
 */
export function runStep({ moment }: Machine, step: number, open: OpenStep, body: Run): void {
  moment.step = step;
  open();
  body();
}

/**
 * Binds a forward sweep: steps 1 … T, or those after the run before, then the flush.
 *
 * @param machine - the machine
 * @param op - the sweep
 * @param bind - binds its bodies
 * @param onStep - called after every step of the trial
 * @param onEnd - called after the sweep
 * @param keeps - which 'all' arrays the sweep writes
 */
export function bindForward(
  machine: Machine,
  op: Extract<Op, { op: 'forward' }>,
  bind: BindOps,
  onStep: (step: number) => void,
  onEnd: () => void,
  keeps: (array: number) => boolean,
): Run {
  const { plan, moment, arrays, spikes, variation } = machine;
  const effects = effectsOf(plan, [op]);
  const open = openStep(machine, effects);
  const body = bind(op.body);
  const flush = bind(op.flushBody);
  const unkept = arrays.filter(({ spec }) => spec.steps === 'all' && effects.written.has(spec.id) && !keeps(spec.id));
  return () => {
    const { first } = moment;
    if (!op.continues) {
      for (const population of effects.firing) clearSpikes(spikes[population], variation.smooth !== undefined);
    }
    for (const { population } of spikes) {
      spikes[population.id].kept = population.spikes !== 'model' || op.keepSpikes.includes(population.id);
    }
    for (const memory of unkept) memory.kept = false;
    const end = first + moment.steps;
    moment.last = end;
    for (let t = first + 1; t <= end; t++) {
      runStep(machine, t, open, body);
      onStep(t);
    }
    for (let t = end + 1; t <= end + op.flush; t++) {
      moment.last = t;
      runStep(machine, t, open, flush);
    }
    moment.step = 0;
    moment.last = end;
    for (const memory of unkept) memory.kept = true;
    onEnd();
  };
}

/**
 * Binds a reverse sweep over a whole trial whose arrays the forward sweep has kept.
 *
 * @param machine - the machine
 * @param op - the sweep
 * @param bind - binds its body
 */
export function bindReverse(machine: Machine, op: Extract<Op, { op: 'reverse' }>, bind: BindOps): Run {
  const { moment, plan } = machine;
  const open = openStep(machine, effectsOf(plan, op.body));
  const body = bind(op.body);
  return () => {
    moment.last = moment.steps;
    for (let t = moment.steps; t >= 1; t--) runStep(machine, t, open, body);
    moment.step = 0;
  };
}

/** Binds ops that run in every n-th step. @param machine - the machine @param op - the op @param bind - binds its body */
export function bindEvery({ moment }: Machine, op: Extract<Op, { op: 'every' }>, bind: BindOps): Run {
  const body = bind(op.body);
  return () => {
    if (moment.step === 0) throw new GrowconeError('PLAN', "'every' stands outside of a sweep.");
    if ((moment.step - (op.from ?? op.steps)) % op.steps === 0) body();
  };
}
