import type { ArraySpec, Plan, SpikeBatch, StoreSpec, TrialInput } from '@growcone/core';
import type { Where } from '../check/judge.ts';
import { read } from '../plans/leaves.ts';
import type { PlanSketch } from '../plans/plan-sketch.ts';
import type { Observation } from './scenario.ts';

/** One element per neuron of a population. @param population - its id */
export const overNeurons = (population: number): ArraySpec['over'] => ({ per: 'neuron', population });

/** One element per synapse of a store. @param store - its id */
export const overSynapses = (store: number): ArraySpec['over'] => ({ per: 'synapse', store });

/** One element. */
export const overNetwork: ArraySpec['over'] = { per: 'network' };

/** A projection with a weight, what arrives over it, and the kernel that delivers it. */
export interface SketchedProjection {
  /** The store. */
  readonly store: number;
  /** The weights. */
  readonly w: number;
  /** Sum of the weights whose spikes arrive in a step. */
  readonly arrived: number;
  /** The kernel that adds them up. */
  readonly deliver: number;
}

/**
 * Adds a projection.
 *
 * @param s - the plan
 * @param spec - name, populations, format, delay
 */
export function projection(
  s: PlanSketch,
  spec: Pick<StoreSpec, 'name' | 'pre' | 'post' | 'format'> &
    Partial<Pick<StoreSpec, 'delay' | 'columns' | 'autapses'>>,
): SketchedProjection {
  // The array needs the store's number and the store the array's; the next store's number is that of the next store added.
  const w = s.array({ name: `${spec.name}.w`, over: overSynapses(s.nextStore()), lifetime: 'shared' });
  const store = s.store({ ...spec, variables: [{ name: 'w', array: w, birth: 0 }] });
  const arrived = s.array({
    name: `${spec.name}.arrived`,
    over: overNeurons(spec.post),
    lifetime: 'example',
    accumulates: true,
  });
  const deliver = s.spikes(`deliver ${spec.name}`, {
    store,
    writes: [{ to: arrived, value: read(w, 'synapse'), add: true }],
  });
  return { store, w, arrived, deliver };
}

/** Adds an array that keeps a value of every neuron in every step. @param s - the plan @param population - the population @param name - its name */
export const traceOf = (s: PlanSketch, population: number, name: string): number =>
  s.array({ name, over: overNeurons(population), lifetime: 'example', steps: 'all' });

/** A trial without anything from outside. @param steps - its length @param rest - what it gets */
export const trialInput = (steps: number, rest: Partial<TrialInput> = {}): TrialInput => ({
  size: 1,
  steps,
  firstExample: 0,
  update: 0,
  spikes: {},
  values: {},
  ...rest,
});

/** A trial with spikes of one population. @param population - its id @param batch - its spikes @param rest - what else it gets */
export const trialWith = (population: number, batch: SpikeBatch, rest: Partial<TrialInput> = {}): TrialInput =>
  trialInput(batch.steps, { size: batch.size, spikes: { [population]: batch }, ...rest });

/** Names positions of [example][step][neuron]. @param steps - number of steps @param size - number of neurons */
export const inTrial =
  (steps: number, size: number): Where =>
  (i) =>
    `neuron ${i % size} at step ${(Math.floor(i / size) % steps) + 1} of example ${Math.floor(i / (size * steps))}`;

/** Names positions of [example][neuron]. @param size - number of neurons */
export const inExamples =
  (size: number): Where =>
  (i) =>
    `neuron ${i % size} of example ${Math.floor(i / size)}`;

/** Numbers that must be equal. @param values - the numbers @param where - names a position */
export const equal = (values: ArrayLike<number>, where?: Where): Observation => ({
  agreement: 'equal',
  values,
  ...(where ? { where } : {}),
});

/** Numbers that must be close. @param values - the numbers @param where - names a position */
export const close = (values: ArrayLike<number>, where?: Where): Observation => ({
  agreement: 'close',
  values,
  ...(where ? { where } : {}),
});

/** Numbers whose order of operations is part of the plan. @param values - the numbers @param where - names a position */
export const ordered = (values: ArrayLike<number>, where?: Where): Observation => ({
  agreement: 'ordered',
  values,
  ...(where ? { where } : {}),
});

/** Names positions of the offsets of spikes. @param steps - number of steps */
const beforeStep =
  (steps: number): Where =>
  (i) =>
    `counted before step ${(i % (steps + 1)) + 1} of example ${Math.floor(i / (steps + 1))}`;

/** Spikes, which must be equal. @param name - whose @param batch - the spikes */
export const sameSpikes = (name: string, batch: SpikeBatch | undefined): Record<string, Observation> => ({
  [`number of spikes of ${name}`]: equal(batch?.offsets ?? [], beforeStep(batch?.steps ?? 0)),
  [`spikes of ${name}`]: equal(batch?.neurons ?? []),
});

/** A recorded array, or nothing. @param records - what a trial gave back @param array - its id */
export const recorded = (records: Readonly<Record<number, ArrayLike<number>>>, array: number): ArrayLike<number> =>
  records[array] ?? [];

/** Names of the storage formats. */
export const formats: readonly Plan['stores'][number]['format'][] = ['dense', 'rows', 'growable-rows', 'bit-mask'];
