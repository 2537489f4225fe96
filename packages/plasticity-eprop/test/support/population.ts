import {
  arrivedLabel,
  populationDynamics,
  recordPopulationStep,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type NeuronModel,
  type PopulationDynamics,
  type PopulationStep,
  type SynapseModel,
} from '@growcone/core';
import { dualEvaluator, plain, type Dual, type Values } from './dual.ts';

/** A projection into a population of the test network. */
export interface Incoming {
  /** Its name. */
  readonly name: string;
  /** Its synapse model. */
  readonly synapse: SynapseModel;
  /** Steps from a spike to its arrival. */
  readonly delay: number;
}

/** A population of the test network: its equations and its linearisation. */
export interface TestPopulation {
  /** The projections into it. */
  readonly incoming: readonly Incoming[];
  /** Its recorded step. */
  readonly step: PopulationStep;
  /** Its linearised step. */
  readonly dynamics: PopulationDynamics;
}

/** Records a population. */
export function testPopulation(model: NeuronModel, incoming: readonly Incoming[], dt: number): TestPopulation {
  const step = recordPopulationStep(model, incoming, dt);
  return { incoming, step, dynamics: populationDynamics(step, incoming) };
}

/** Everything that happened to one neuron in one step, by label: `s.*`, `arrived.*`, `u.*`, `z`. */
export interface Moment {
  /** The values. */
  readonly values: Values;
  /** Its output: its spike, or a graded neuron's first variable. */
  readonly output: Dual;
}

/** Before the first step: the initial state, and nothing arrived. */
export function initialMoment({ incoming, step }: TestPopulation): Moment {
  const state = step.names.map((n) => [n, plain(step.quantities[n]!.value)] as const);
  const values = {
    ...Object.fromEntries(state.map(([n, v]) => [startLabel(n), v])),
    ...Object.fromEntries(state.map(([n, v]) => [stateLabel(n), v])),
    ...Object.fromEntries(incoming.map((_, k) => [arrivedLabel(k), plain(0)])),
    [SPIKE_LABEL]: plain(0),
  };
  return { values, output: plain(0) };
}

/** One step of one neuron over duals; the spike is differentiated by its surrogate slope. */
export function nextMoment({ step }: TestPopulation, before: Moment, arrived: readonly Dual[]): Moment {
  const { names } = step;
  const reset = dualEvaluator(before.values);
  const start = Object.fromEntries([
    ...names.map((n) => [startLabel(n), reset(step.reset[n]!)] as const),
    ...arrived.map((a, k) => [arrivedLabel(k), a] as const),
  ]);
  const integrate = dualEvaluator(start);
  const state = Object.fromEntries(names.map((n) => [stateLabel(n), integrate(step.integrated[n]!)]));
  if (!step.threshold || !step.slope) {
    return { values: { ...start, ...state, [SPIKE_LABEL]: plain(0) }, output: state[stateLabel(names[0]!)]! };
  }
  const at = dualEvaluator(state);
  const distance = at(step.threshold);
  const z = { value: distance.value >= 0 ? 1 : 0, rate: at(step.slope).value * distance.rate };
  return { values: { ...start, ...state, [SPIKE_LABEL]: z }, output: z };
}

/** Numbers of a moment, by label. */
export const numbers = ({ values }: Moment): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([n, v]) => [n, v.value]));
