import type { StoreFormat } from '../connectivity/store.ts';
import type { NetworkDescription, Population, Projection } from '../network/description.ts';
import { seedKey } from '../random/seed.ts';
import type { Optimiser } from '../rule/optimiser.ts';
import { learningGraph, projectionSite } from './learning-graph.ts';
import { lowerOnline, onlineUpdates } from './lower-online.ts';
import { lowerPlasticity } from './lower-plasticity.ts';
import { advanceEntry, evaluateEntry, trialEntry, updateEntry } from './entries.ts';
import { probeEntries } from './probe-entries.ts';
import { keptSteps, populationSpecs } from './history.ts';
import { lowerPeriodic } from './lower-periodic.ts';
import { lowerPopulation, type LoweredPopulation } from './lower-population.ts';
import { lowerReadout, type ReadoutIo } from './lower-readout.ts';
import { lowerDelivery, lowerStore } from './lower-store.ts';
import { readsColumns } from './lower-attempts.ts';
import { lowerProbes } from './lower-probes.ts';
import { lowerReverse } from './lower-reverse.ts';
import { lowerRewiring, lowerStart } from './lower-rewiring.ts';
import { lowerSignal, type LoweredReport, type LoweredSignal } from './lower-signal.ts';
import { optimiserPart, type OptimiserPart } from './lower-update.ts';
import type { Op } from './op.ts';
import { PLAN_VERSION, type Plan } from './plan.ts';
import type { RewiringPlan } from './rewiring-plan.ts';
import { PlanBuilder } from './plan-builder.ts';
import { populationPart, type PopulationPart } from './population-part.ts';
import type { StorePart } from './store-part.ts';

/** Where the probes of a rewiring are. */
export interface ProbePlace {
  /** Their store. */
  readonly store: number;
  /** Array of their gradient. */
  readonly gradient: number;
}

/** A plan, and where a simulation finds its own things in it. */
export interface CompiledPlan {
  /** The plan. */
  readonly plan: Plan;
  /** Arrays of the readout. */
  readonly readout: ReadoutIo | undefined;
  /** Arrays of recorded variables by population and variable. */
  readonly observed: ReadonlyMap<Population, Readonly<Record<string, number>>>;
  /** Arrays of injected currents by population. */
  readonly currents: ReadonlyMap<Population, number>;
  /** Shared arrays of initial neuron state that the simulation draws: by population and variable. */
  readonly initial: ReadonlyMap<Population, Readonly<Record<string, number>>>;
  /** Names of the state variables of each population, its synapses' included. */
  readonly variables: ReadonlyMap<Population, readonly string[]>;
  /** Arrays of learning rates by optimiser. */
  readonly learningRates: ReadonlyMap<Optimiser, number>;
  /** Gradient arrays by projection. */
  readonly gradients: ReadonlyMap<Projection, number>;
  /** Rewirings of the plan by projection. */
  readonly rewirings: ReadonlyMap<Projection, number>;
  /** Where the probes of a projection are. */
  readonly probes: ReadonlyMap<Projection, ProbePlace>;
  /** Reports of the trial by population. */
  readonly reports: ReadonlyMap<Population, readonly LoweredReport[]>;
}

const run = (kernel: number, replay = false): Op => ({ op: 'run', kernel, replay });

/**
 * Turns a network into a plan.
 *
 * @param description - the network
 * @param formats - storage formats of the device that it is for; all if left out
 * @param live - whether the network runs on from call to call instead of in trials
 */
export function compilePlan(
  description: NetworkDescription,
  formats?: readonly StoreFormat[],
  live: boolean = false,
): CompiledPlan {
  const builder = new PlanBuilder(live);
  const { dt, populations, projections, readout } = description;
  const rule = description.learning[0]?.rule;
  const learnedPosts = new Set(description.learning.flatMap((l) => l.projections.map((p) => p.post)));

  const parts = new Map<Population, PopulationPart>();
  for (const population of populations) {
    const incoming = projections.filter((p) => p.post === population);
    const isReadout = readout?.population === population;
    const part = populationPart(builder, population, incoming, dt, {
      readout: isReadout ? readout.readout : undefined,
      outputNeeded: isReadout && readout.loss.at === 'step',
      signal: !isReadout && learnedPosts.has(population) && population.model.spike ? rule?.signal : undefined,
    });
    parts.set(population, part);
  }
  const part = (population: Population): PopulationPart => parts.get(population) as PopulationPart;
  const site = (projection: Projection): ReturnType<typeof projectionSite> =>
    projectionSite(projection, description, part);
  const graph = learningGraph(description, site);
  const updates =
    graph?.rule.form === 'online' ? onlineUpdates(graph.rule, graph, site, readout?.loss.at ?? 'step') : undefined;

  const stores = projections.map((projection) => lowerStore(builder, description, projection, graph, formats));
  const store = (projection: Projection): StorePart => stores[projection.id] as StorePart;
  const observe = (population: Population): readonly string[] => [
    ...new Set(description.recordings.filter((r) => r.population === population).flatMap((r) => r.variables)),
  ];
  const lowered = populations.map((p) =>
    lowerPopulation(builder, part(p), dt, { learning: keptSteps(graph, updates, p), observe: observe(p) }),
  );
  const population = (p: Population): LoweredPopulation => lowered[p.id] as LoweredPopulation;

  const output =
    readout && lowerReadout(builder, part(readout.population), readout.loss, graph?.rule.form === 'online' ? 1 : 'all');
  const deliver = stores.map((s) => run(lowerDelivery(builder, s, part(s.projection.post))));
  const update = (replay: boolean): Op[] =>
    lowered.flatMap((l) => (l.kernel === undefined ? [] : [run(l.kernel, replay)]));
  const signals = new Map<Population, LoweredSignal>();
  for (const p of populations) {
    const signal = graph && lowerSignal(builder, part(p), dt);
    if (signal) signals.set(p, signal);
  }
  const reverse =
    graph?.rule.form === 'reverse' && output
      ? lowerReverse(builder, { graph, population, store, readout: output, signals })
      : undefined;
  const online =
    graph && updates && output
      ? lowerOnline(builder, { graph, updates, population, store, readout: output })
      : undefined;

  const optimisers = new Map<Optimiser, OptimiserPart>();
  for (const { optimiser } of description.learning) {
    if (!optimisers.has(optimiser)) optimisers.set(optimiser, optimiserPart(builder, optimiser));
  }
  const probes = lowerProbes(builder, { stores, graph, reverse });
  const rewirings: RewiringPlan[] = [];
  const rewiringOf = new Map<Projection, number>();
  const rewiringTraces: Op[] = [];
  for (const s of stores) {
    const lowered = lowerRewiring(builder, s, rewirings.length, probes.get(s.projection));
    if (!lowered) continue;
    rewiringOf.set(s.projection, lowered.plan.id);
    rewirings.push(lowered.plan);
    rewiringTraces.push(...lowered.traces);
  }

  const periodic = live ? populations.flatMap((p) => lowerPeriodic(builder, part(p), dt)) : [];
  const rewire = description.rewirings.flatMap(({ projection, every }): Op[] => {
    const rule = rewiringOf.get(projection);
    if (rule === undefined || typeof every !== 'object') return [];
    return [{ op: 'every', steps: every.steps, body: [{ op: 'rewire', rule }] }];
  });
  const plastic = stores.map((s) => lowerPlasticity(builder, s));
  const changes = [...plastic.flatMap((p) => p.synapses), ...plastic.flatMap((p) => p.traces), ...rewiringTraces];
  const observedArrays = lowered.flatMap((l) => Object.values(l.observed));
  const observedSpikes = description.recordings.filter((r) => r.spikes).map((r) => r.population.id);
  const entries: Record<string, readonly Op[]> = {
    start: stores.flatMap((s) => lowerStart(builder, s)),
    ...(live
      ? {
          advance: advanceEntry(
            [...periodic, ...deliver, ...update(false), ...changes, ...rewire],
            observedArrays,
            observedSpikes,
          ),
        }
      : { evaluate: evaluateEntry(deliver, update(false), output, observedArrays, observedSpikes) }),
    ...Object.fromEntries(rewirings.map(({ id }) => [`rewire.${id}`, [{ op: 'rewire', rule: id } as const]])),
  };
  if (graph && output) {
    const gradients = stores.flatMap((s) => (s.gradient === undefined ? [] : [s.gradient]));
    const trial = {
      deliver,
      update,
      output,
      lowered,
      reverse: reverse?.body,
      online,
      signals: [...signals.values()],
      gradients,
    };
    entries['trial'] = trialEntry(trial);
    Object.assign(entries, probeEntries(rewirings, trial, [...probes.values()]));
    entries['update'] = updateEntry(builder, stores, optimisers);
  }
  return {
    plan: {
      version: PLAN_VERSION,
      dt,
      key: seedKey(description.seed),
      populations: populationSpecs(description, builder, rewirings),
      arrays: builder.arrays,
      stores: [
        ...stores.map(({ spec }) => ({
          ...spec,
          columns: spec.columns || rewirings.some((r) => r.store === spec.id && readsColumns(r)),
        })),
        ...[...probes.values()].map(({ spec }) => spec),
      ],
      kernels: builder.kernels,
      rewirings,
      observed: { arrays: observedArrays, spikes: observedSpikes },
      entries,
    },
    readout: output?.arrays,
    observed: new Map(lowered.map((l) => [l.part.population, l.observed])),
    currents: new Map([...parts].flatMap(([p, { current }]) => (current === undefined ? [] : [[p, current]]))),
    initial: initialArrays(builder, parts, live),
    variables: new Map([...parts].map(([p, { step }]) => [p, step.names])),
    learningRates: new Map([...optimisers].map(([o, p]) => [o, p.learningRate])),
    gradients: new Map(stores.flatMap((s) => (s.gradient === undefined ? [] : [[s.projection, s.gradient]]))),
    rewirings: rewiringOf,
    probes: new Map([...probes].map(([p, { spec, gradient }]) => [p, { store: spec.id, gradient }])),
    reports: new Map([...signals].map(([p, { reports }]) => [p, reports])),
  };
}

/** Shared arrays of initial state that differs from neuron to neuron: where a network runs on, those of the state itself. */
function initialArrays(
  builder: PlanBuilder,
  parts: ReadonlyMap<Population, PopulationPart>,
  live: boolean,
): CompiledPlan['initial'] {
  return new Map(
    [...parts].map(([population, { state }]) => {
      const found = Object.entries(state).flatMap(([name, id]) => {
        const initial = builder.arrays[id]?.initial;
        return typeof initial === 'object' ? [[name, live ? id : initial.array] as const] : [];
      });
      return [population, Object.fromEntries(found)];
    }),
  );
}
