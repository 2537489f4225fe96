import type {
  ArraySpec,
  Kernel,
  Node,
  Op,
  Plan,
  RewiringPlan,
  StoreSpec,
  SynapsesKernel,
  SweepPlan,
} from '@growcone/core';

/** What decides a rewiring in generated code: positions in the extended plan. */
export interface RewiringKernels {
  /** The rewiring. */
  readonly rule: RewiringPlan;
  /** For a sweep: the entry that writes, for every synapse, whether it goes. */
  readonly pruneEntry: string | undefined;
  /**
   * Array over the store: 1 where a synapse goes. It is the room of the gradient, which is zero when a store is edited, where there
   * is one.
   */
  readonly flags: number | undefined;
  /** Entry that writes the values of new synapses; absent if all start at their birth values. */
  readonly birthEntry: string | undefined;
  /** Store that holds the new synapses while their values are computed. */
  readonly births: number | undefined;
  /** Arrays over that store by variable. */
  readonly values: Readonly<Record<string, number>>;
  /** Values that are the same for every new synapse. */
  readonly constants: Readonly<Record<string, number>>;
}

/** A plan with kernels that evaluate what its rewirings record. */
export interface ExtendedPlan {
  /** The plan: everything of the original at the same position, and more behind it. */
  readonly plan: Plan;
  /** By rewiring id. */
  readonly rewirings: readonly RewiringKernels[];
}

/** Adds to a plan what its rewirings need to be decided in generated code. @param plan - the plan */
export function extendPlan(plan: Plan): ExtendedPlan {
  const arrays: ArraySpec[] = [...plan.arrays];
  const stores: StoreSpec[] = [...plan.stores];
  const kernels: Kernel[] = [...plan.kernels];
  const entries: Record<string, readonly Op[]> = { ...plan.entries };

  const array = (name: string, store: number): number => {
    const over = { per: 'synapse', store } as const;
    const spec = { name, over, lifetime: 'shared', steps: 1, initial: 0, accumulates: false } as const;
    return arrays.push({ ...spec, id: arrays.length }) - 1;
  };
  const entry = (name: string, list: readonly SynapsesKernel[]): string => {
    entries[name] = list.map((kernel) => ({ op: 'run', kernel: kernels.push(kernel) - 1, replay: false }));
    return name;
  };

  const pruning = ({ id, name, store, prune }: SweepPlan): Pick<RewiringKernels, 'pruneEntry' | 'flags'> => {
    const reads = (array: number): boolean => prune.nodes.some((node) => node.op === 'read' && node.array === array);
    const idle = plan.arrays.find(
      ({ id, lifetime, over }) => lifetime === 'shard' && over.per === 'synapse' && over.store === store && !reads(id),
    );
    const flags = idle?.id ?? array(`${name} prunes`, store);
    const nodes: Node[] = [...prune.nodes, { op: 'constant', value: 1 }, { op: 'constant', value: 0 }];
    const chosen = nodes.push({ op: 'select', args: [prune.result, nodes.length - 2, nodes.length - 1] }) - 1;
    const writes = [{ array: flags, node: chosen, add: false }];
    return { flags, pruneEntry: entry(`prune of rewiring ${id}`, [{ shape: 'synapses', name, store, nodes, writes }]) };
  };

  const rewirings = plan.rewirings.map((rule): RewiringKernels => {
    const { id, name, store, init } = rule;
    const prunes = rule.kind === 'sweep' ? pruning(rule) : { pruneEntry: undefined, flags: undefined };
    const constants: Record<string, number> = {};
    const variables = Object.entries(init).filter(([variable, { nodes, result }]) => {
      const node = nodes[result]!;
      if (node.op === 'constant') constants[variable] = Math.fround(node.value);
      return node.op !== 'constant';
    });
    if (variables.length === 0)
      return { rule, ...prunes, birthEntry: undefined, births: undefined, values: {}, constants };
    const births = stores.length;
    stores.push({
      ...plan.stores[store]!,
      id: births,
      name: `${name} births`,
      format: 'rows',
      variables: [],
      columns: false,
    });
    const values = Object.fromEntries(variables.map(([variable]) => [variable, array(`${name} ${variable}`, births)]));
    const birthKernels = variables.map(([variable, recorded]): SynapsesKernel => ({
      shape: 'synapses',
      name: `${name} ${variable} at birth`,
      store: births,
      nodes: recorded.nodes,
      writes: [{ array: values[variable]!, node: recorded.result, add: false }],
    }));
    const birthEntry = entry(`births of rewiring ${id}`, birthKernels);
    return { rule, ...prunes, birthEntry, births, values, constants };
  });
  return { plan: { ...plan, arrays, stores, kernels, entries }, rewirings };
}
