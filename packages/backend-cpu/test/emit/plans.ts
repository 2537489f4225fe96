import type { ArraySpec, Kernel, Node, Op, Plan, PopulationSpec, StoreSpec } from '@growcone/core';

/** A plan from its parts; `entries` default to one straight-line run of all kernels. */
export function testPlan(parts: {
  readonly populations: readonly PopulationSpec[];
  readonly arrays: readonly ArraySpec[];
  readonly stores?: readonly StoreSpec[];
  readonly kernels: readonly Kernel[];
  readonly entries?: Readonly<Record<string, readonly Op[]>>;
}): Plan {
  return {
    version: 1,
    dt: 1,
    key: [0x12345678, 0x9abcdef0],
    rewirings: [],
    observed: { arrays: [], spikes: [] },
    stores: [],
    entries: { all: parts.kernels.map((_, kernel) => run(kernel)) },
    ...parts,
  };
}

/** Runs a kernel. */
export const run = (kernel: number, replay = false): Op => ({ op: 'run', kernel, replay });

/** A population. */
export const population = (
  id: number,
  size: number,
  spikes: PopulationSpec['spikes'] = 'never',
  history = 1,
): PopulationSpec => ({
  id,
  name: `p${id}`,
  size,
  spikes,
  history,
});

/** An array over neurons of a population, synapses of a store, or the network. */
export const array = (
  id: number,
  over: { readonly population: number } | { readonly store: number } | 'network',
  rest: Partial<ArraySpec> = {},
): ArraySpec => ({
  id,
  name: `a${id}`,
  over:
    over === 'network'
      ? { per: 'network' }
      : 'population' in over
        ? { per: 'neuron', population: over.population }
        : { per: 'synapse', store: over.store },
  lifetime: 'example',
  steps: 1,
  initial: 0,
  accumulates: false,
  ...rest,
});

/** A store. */
export const store = (id: number, pre: number, post: number, format: StoreSpec['format']): StoreSpec => ({
  id,
  name: `s${id}`,
  pre,
  post,
  format,
  delay: 1,
  variables: [],
  columns: false,
  autapses: true,
});

/** A constant. */
export const constant = (value: number): Node => ({ op: 'constant', value });

/** Reads an array. */
export const read = (array: number, at: 'neuron' | 'pre' | 'post' | 'synapse' | 'network', lag = 0): Node => ({
  op: 'read',
  array,
  at,
  lag,
});
