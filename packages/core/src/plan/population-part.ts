import type { Expr } from '../expression/expression.ts';
import { substituteAll } from '../expression/substitute.ts';
import { populationDynamics, type PopulationDynamics } from '../model/population-dynamics.ts';
import { UnknownNameError } from '../model/parameters.ts';
import {
  arrivedLabel,
  CURRENT_LABEL,
  recordPopulationStep,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type PopulationStep,
} from '../model/population-step.ts';
import type { Population, Projection } from '../network/description.ts';
import { streamOf } from '../random/streams.ts';
import type { NeuronSignal } from '../rule/neuron-signal.ts';
import type { Readout } from '../rule/readout.ts';
import { label } from './labels.ts';
import type { LeafNode } from './node.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { DrawTable } from './recorder.ts';

/** Variables of a rule on a population, with the arrays that hold them. */
export interface Attached<R> {
  /** The rule. */
  readonly rule: R;
  /** Arrays by variable. */
  readonly state: Readonly<Record<string, number>>;
}

/** A population on its way into a plan: its equations and its arrays. */
export interface PopulationPart {
  /** The population. */
  readonly population: Population;
  /** The projections into it, in order. */
  readonly incoming: readonly Projection[];
  /** Its recorded step. */
  readonly step: PopulationStep;
  /** Its linearised step, in terms of what the update kernel reads: `s.*`, `arrived.*`, `current`, `z`. */
  readonly dynamics: PopulationDynamics;
  /** Arrays of its joint state by variable. */
  readonly state: Readonly<Record<string, number>>;
  /** Arrays of what arrives, one per incoming projection. */
  readonly arrived: readonly number[];
  /** Array of the injected current. */
  readonly current: number | undefined;
  /** Its readout. */
  readonly readout: Attached<Readout> | undefined;
  /** Array of the output of this step, for losses at every step. */
  readonly output: number | undefined;
  /** Its own learning signal, and the shared arrays that its carried variables start a trial from. */
  readonly signal: (Attached<NeuronSignal> & { readonly start: Readonly<Record<string, number>> }) | undefined;
  /** Draws of its equations. */
  readonly draws: DrawTable;
}

/** What is attached to a population. */
export interface PopulationRoles {
  /** The readout. */
  readonly readout?: Readout | undefined;
  /** Whether a loss needs its output at every step. */
  readonly outputNeeded?: boolean;
  /** The signal it gives itself. */
  readonly signal?: NeuronSignal | undefined;
}

/**
 * Records a population's equations and adds its arrays to the plan.
 *
 * @param builder - the plan
 * @param population - the population
 * @param incoming - the projections into it
 * @param dt - step in ms
 * @param roles - what is attached to it
 */
export function populationPart(
  builder: PlanBuilder,
  population: Population,
  incoming: readonly Projection[],
  dt: number,
  roles: PopulationRoles,
): PopulationPart {
  const { id, name, model, injected } = population;
  const over = { per: 'neuron', population: id } as const;
  const example = (suffix: string, initial: number | { readonly array: number }, accumulates = false): number =>
    builder.array({ name: `${name}.${suffix}`, over, lifetime: 'example', initial, accumulates });
  const step = recordPopulationStep(model, incoming, dt, injected);
  const modelled = model.source === 'model';
  for (const variable of Object.keys(population.initial)) {
    if (!step.names.includes(variable)) {
      throw new UnknownNameError(`population '${name}'`, 'state variable', variable, step.names);
    }
  }

  const state = Object.fromEntries(
    (modelled ? step.names : []).map((n) => {
      const own = population.initial[n];
      const value = step.quantities[n]?.value ?? 0;
      if (own === undefined || typeof own === 'number') return [n, example(n, own ?? value)];
      const array = builder.array({ name: `${name}.${n} initial`, over, lifetime: 'shared', initial: value });
      return [n, example(n, { array })];
    }),
  );
  const attach = (names: Readonly<Record<string, { readonly value: number }>>): Record<string, number> =>
    Object.fromEntries(Object.entries(names).map(([n, q]) => [n, example(n, q.value)]));

  let signal: PopulationPart['signal'];
  if (roles.signal) {
    const start: Record<string, number> = {};
    const own: Record<string, number> = {};
    Object.assign(own, attach(roles.signal.state ?? {}));
    for (const [n, q] of Object.entries(roles.signal.carried ?? {})) {
      start[n] = builder.array({ name: `${name}.${n} at start`, over, lifetime: 'shared', initial: q.value });
      own[n] = example(n, { array: start[n] });
    }
    signal = { rule: roles.signal, state: own, start };
  }
  return {
    population,
    incoming,
    step,
    dynamics: inTermsOfReads(populationDynamics(step, incoming), step),
    state,
    arrived: modelled ? incoming.map((p) => example(`arrived over ${p.name}`, 0, true)) : [],
    current: injected ? builder.array({ name: `${name}.current`, over, lifetime: 'input' }) : undefined,
    readout: roles.readout && { rule: roles.readout, state: attach(roles.readout.state) },
    output: roles.outputNeeded ? example('output', 0) : undefined,
    signal,
    draws: new DrawTable({ stream: streamOf('neuron', id), by: 'neuron', time: 'step' }),
  };
}

/** The linearised step with u.* replaced by the expressions that compute it, so that nothing is recorded twice. */
function inTermsOfReads(dynamics: PopulationDynamics, step: PopulationStep): PopulationDynamics {
  const u = Object.fromEntries(step.names.map((n) => [stateLabel(n), step.integrated[n] as Expr]));
  const sub = (row: readonly Expr[]): Expr[] => substituteAll(row, u);
  return {
    components: dynamics.components,
    transition: dynamics.transition.map(sub),
    reset: dynamics.reset.map(sub),
    resetSpike: sub(dynamics.resetSpike),
    drive: dynamics.drive.map(sub),
    output: sub(dynamics.output),
    distance: sub(dynamics.distance),
  };
}

/**
 * What a variable of a population's equations reads in a kernel over its neurons.
 *
 * @param part - the population
 * @param name - the variable's label
 */
export function bindNeuron(part: PopulationPart, name: string): LeafNode | undefined {
  const read = (array: number | undefined): LeafNode | undefined =>
    array === undefined ? undefined : { op: 'read', array, at: 'neuron', lag: 0 };
  if (name === SPIKE_LABEL) return { op: 'fired' };
  if (name === 'step') return { op: 'step' };
  if (name === 'steps') return { op: 'steps' };
  if (name === CURRENT_LABEL) return read(part.current);
  const own = Object.entries(part.state).find(([n]) => startLabel(n) === name);
  if (own) return read(own[1]);
  const arrived = part.arrived.findIndex((_, k) => arrivedLabel(k) === name);
  if (arrived >= 0) return read(part.arrived[arrived]);
  for (const [state, of] of [
    [part.readout?.state, label.readout],
    [part.signal?.state, label.signal],
  ] as const) {
    const found = Object.entries(state ?? {}).find(([n]) => of(n) === name);
    if (found) return read(found[1]);
  }
  return undefined;
}
