import {
  evaluator,
  arrivedLabel,
  CURRENT_LABEL,
  recordPopulationStep,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type NeuronModel,
  type SynapseModel,
} from '@growcone/core';

/** What a neuron is given. */
export interface Drive {
  /** Number of steps. */
  readonly steps: number;
  /** Step in ms. */
  readonly dt?: number;
  /** Injected current of a step, 1 … steps. */
  readonly current?: (step: number) => number;
  /** The synapse of one incoming projection, called `in`. */
  readonly synapse?: SynapseModel;
  /** What arrives over it in a step, 1 … steps. */
  readonly arrived?: (step: number) => number;
  /** Draws of random leaves. */
  readonly draw?: () => number;
}

/** One step of a run: the state before reset, and whether the neuron fired. */
export interface Row {
  /** State u by name. */
  readonly u: Readonly<Record<string, number>>;
  /** Whether it fired. */
  readonly z: boolean;
}

/** Runs one neuron from its initial state by evaluating its recorded step. */
export function runNeuron(model: NeuronModel, { steps, dt = 1, current, synapse, arrived, draw }: Drive): Row[] {
  const incoming = synapse ? [{ name: 'in', synapse }] : [];
  const recorded = recordPopulationStep(model, incoming, dt, current !== undefined);
  let start = Object.fromEntries(recorded.names.map((n) => [n, recorded.quantities[n]!.value]));
  const rows: Row[] = [];
  for (let t = 1; t <= steps; t++) {
    const before = evaluator({
      ...rename(start, startLabel),
      [arrivedLabel(0)]: arrived?.(t) ?? 0,
      [CURRENT_LABEL]: current?.(t) ?? 0,
    });
    const u = mapValues(recorded.integrated, before);
    const after = evaluator(rename(u, stateLabel), draw);
    const z = recorded.threshold !== undefined && after(recorded.threshold) >= 0;
    rows.push({ u, z });
    start = mapValues(recorded.reset, evaluator({ ...rename(u, stateLabel), [SPIKE_LABEL]: Number(z) }));
  }
  return rows;
}

/** Steps (1 … T) in which the neuron fired. */
export const spikeTimes = (rows: readonly Row[]): number[] => rows.flatMap(({ z }, i) => (z ? [i + 1] : []));

/** Differences of neighbours. */
export const intervals = (times: readonly number[]): number[] => times.slice(1).map((t, i) => t - times[i]!);

const rename = (values: Readonly<Record<string, number>>, label: (name: string) => string): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([n, v]) => [label(n), v]));

const mapValues = <T>(of: Readonly<Record<string, T>>, f: (x: T) => number): Record<string, number> =>
  Object.fromEntries(Object.entries(of).map(([n, x]) => [n, f(x)]));
