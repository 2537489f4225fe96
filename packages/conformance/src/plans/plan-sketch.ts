import {
  lift,
  PLAN_VERSION,
  type ArraySpec,
  type Condition,
  type Expr,
  type Kernel,
  type LowestPlan,
  type Op,
  type Plan,
  type PopulationSpec,
  type ProbesPlan,
  type Recorded,
  type ReduceKernel,
  type RewiringPlan,
  type SweepPlan,
  type StoreSpec,
  type Term,
} from '@growcone/core';
import { record } from './record.ts';

/** What an expression is written to. */
export interface SketchedWrite {
  /** The array. */
  readonly to: number;
  /** The value. */
  readonly value: Term;
  /** Add instead of replace. */
  readonly add?: boolean;
}

/** An array; what is left out has the usual value: one step, starts at 0, does not accumulate. */
export type SketchedArray = Pick<ArraySpec, 'name' | 'over' | 'lifetime'> &
  Partial<Pick<ArraySpec, 'steps' | 'initial' | 'accumulates'>>;

/** A store; what is left out has the usual value: delay 1, no columns, autapses. */
export type SketchedStore = Pick<StoreSpec, 'name' | 'pre' | 'post' | 'format' | 'variables'> &
  Partial<Pick<StoreSpec, 'delay' | 'columns' | 'autapses'>>;

/** A loop over neurons. */
export interface SketchedNeurons {
  /** The population. */
  readonly population: number;
  /** The targets. */
  readonly writes: readonly SketchedWrite[];
  /** Where neurons fire. */
  readonly fires?: Condition;
}

/** A loop over a store. */
export interface SketchedSynapses {
  /** The store. */
  readonly store: number;
  /** The targets. */
  readonly writes: readonly SketchedWrite[];
}

/** Writes a plan by hand: hands out numbers and records expressions made of `leaves.ts`. */
export interface PlanSketch {
  /** Adds a population. @param name - its name @param size - its size @param spikes - who decides its spikes @param history - past steps of spikes that are needed */
  population(name: string, size: number, spikes: PopulationSpec['spikes'], history?: number): number;
  /** Adds an array. @param array - the array */
  array(array: SketchedArray): number;
  /** Number of the store that will be added next, for arrays over its synapses. */
  nextStore(): number;
  /** Adds a store. @param store - the store */
  store(store: SketchedStore): number;
  /** Adds a loop over neurons. @param name - its name @param loop - the loop */
  neurons(name: string, loop: SketchedNeurons): number;
  /** Adds a loop over arriving spikes. @param name - its name @param loop - the loop; a delay that differs from the store's */
  spikes(name: string, loop: SketchedSynapses & { readonly delay?: number }): number;
  /** Adds sums over rows. @param name - its name @param loop - the loop, and where rows are summed */
  rows(name: string, loop: SketchedSynapses & { readonly where?: Condition }): number;
  /** Adds a loop over synapses. @param name - its name @param loop - the loop */
  synapses(name: string, loop: SketchedSynapses): number;
  /** Adds a reduction. @param name - its name @param loop - the loop */
  reduce(
    name: string,
    loop: Pick<ReduceKernel, 'population' | 'operation' | 'into'> & { readonly value: Expr; readonly add?: boolean },
  ): number;
  /** Adds one evaluation for the network. @param name - its name @param writes - the targets */
  network(name: string, writes: readonly SketchedWrite[]): number;
  /** Adds a rewiring. @param rule - the rule */
  rewiring(
    rule: Pick<SweepPlan, 'name' | 'store' | 'stream' | 'count'> & {
      readonly prune: Condition;
      readonly init: Readonly<Record<string, Expr>>;
      readonly lowest?: Pick<LowestPlan, 'share'> & { readonly value: Expr };
      readonly probes?: Omit<ProbesPlan, 'highest'> & { readonly highest: Expr };
    },
  ): number;
  /** The finished plan. @param entries - its entries @param observed - what is recorded */
  plan(entries: Plan['entries'], observed?: Partial<Plan['observed']>): Plan;
}

/**
 * Starts a plan.
 *
 * @param key - the two words of the random key
 */
export function planSketch(key: readonly [number, number] = [20_26, 7]): PlanSketch {
  const populations: PopulationSpec[] = [];
  const arrays: ArraySpec[] = [];
  const stores: StoreSpec[] = [];
  const kernels: Kernel[] = [];
  const rewirings: RewiringPlan[] = [];
  const add = <T>(list: T[], item: T): number => list.push(item) - 1;

  const body = (writes: readonly SketchedWrite[], extra: readonly (Expr | Condition)[] = []) => {
    const { nodes, positions } = record([...writes.map((w) => lift(w.value)), ...extra]);
    return {
      nodes,
      writes: writes.map((w, i) => ({ array: w.to, node: positions[i], add: w.add ?? false })),
      extra: positions.slice(writes.length),
    };
  };
  const recorded = (e: Expr | Condition): Recorded => {
    const { nodes, positions } = record([e]);
    return { nodes, result: positions[0] };
  };
  const kernel = (k: Kernel): number => add(kernels, k);

  return {
    population: (name, size, spikes, history = 8) =>
      add(populations, { id: populations.length, name, size, spikes, history }),
    array: (array) => add(arrays, { id: arrays.length, steps: 1, initial: 0, accumulates: false, ...array }),
    nextStore: () => stores.length,
    store: (store) => add(stores, { id: stores.length, delay: 1, columns: false, autapses: true, ...store }),
    neurons(name, { population, writes, fires }) {
      const b = body(writes, fires ? [fires] : []);
      const head = { shape: 'neurons', name, population, nodes: b.nodes, writes: b.writes } as const;
      return kernel(fires ? { ...head, fires: b.extra[0] } : head);
    },
    spikes(name, { store, writes, delay = stores[store].delay }) {
      const b = body(writes);
      return kernel({ shape: 'spikes', name, store, delay, nodes: b.nodes, writes: b.writes });
    },
    rows(name, { store, writes, where }) {
      const b = body(writes, where ? [where] : []);
      const head = { shape: 'rows', name, store, nodes: b.nodes, writes: b.writes } as const;
      return kernel(where ? { ...head, where: b.extra[0] } : head);
    },
    synapses(name, { store, writes }) {
      const b = body(writes);
      return kernel({ shape: 'synapses', name, store, nodes: b.nodes, writes: b.writes });
    },
    reduce(name, { value, add: adds = false, ...loop }) {
      const b = body([], [value]);
      return kernel({ shape: 'reduce', name, ...loop, add: adds, nodes: b.nodes, node: b.extra[0] });
    },
    network(name, writes) {
      const b = body(writes);
      return kernel({ shape: 'network', name, nodes: b.nodes, writes: b.writes });
    },
    rewiring({ prune, init, lowest, probes, ...rule }) {
      const init_ = Object.fromEntries(Object.entries(init).map(([name, e]) => [name, recorded(e)]));
      return add(rewirings, {
        id: rewirings.length,
        kind: 'sweep',
        ...rule,
        prune: recorded(prune),
        init: init_,
        ...(lowest ? { lowest: { ...lowest, value: recorded(lowest.value) } } : {}),
        ...(probes ? { probes: { ...probes, highest: recorded(probes.highest) } } : {}),
      });
    },
    plan: (entries, observed = {}) => ({
      version: PLAN_VERSION,
      dt: 1,
      key,
      populations,
      arrays,
      stores,
      kernels,
      rewirings,
      observed: { arrays: [], spikes: [], ...observed },
      entries,
    }),
  };
}

/** Runs kernels. @param kernels - their ids */
export const run = (...kernels: readonly number[]): readonly Op[] =>
  kernels.map((kernel) => ({ op: 'run', kernel, replay: false }));

/** Runs kernels with spikes from the record. @param kernels - their ids */
export const replay = (...kernels: readonly number[]): readonly Op[] =>
  kernels.map((kernel) => ({ op: 'run', kernel, replay: true }));

/** A forward sweep; what is left out is empty. @param body - the ops of a step @param rest - what is kept, and the flush */
export const forward = (
  body: readonly Op[],
  rest: Partial<Omit<Extract<Op, { readonly op: 'forward' }>, 'op' | 'body'>> = {},
): Op => ({ op: 'forward', body, keep: [], keepSpikes: [], flush: 0, flushBody: [], ...rest });

/** A reverse sweep. @param body - the ops of a step @param recompute - the ops that fill what the forward sweep kept */
export const reverse = (body: readonly Op[], recompute: readonly Op[] = []): Op => ({ op: 'reverse', recompute, body });

/** Runs ops for every example. @param body - the ops */
export const perExample = (...body: readonly Op[]): Op => ({ op: 'examples', body });
