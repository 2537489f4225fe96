import type {
  ArraySpec,
  Kernel,
  Node,
  Op,
  Plan,
  Recorded,
  RewiringPlan,
  StoreSpec,
  SynapsesKernel,
  SweepPlan,
} from '@growcone/core';

/** What decides a rewiring in generated code: positions in the extended plan. */
export interface RewiringKernels {
  /** The rewiring. */
  readonly rule: RewiringPlan;
  /** For a sweep: the entry that writes, for every synapse, whether it goes, or what it is ranked by. */
  readonly pruneEntry: string | undefined;
  /**
   * Array over the store: 1 where a synapse goes, 0 elsewhere; where synapses are ranked, their value, and +∞ where one stays. It is the room of the gradient, which is zero when a store is edited, where there
   * is one.
   */
  readonly flags: number | undefined;
  /** Where births are ranked: the entry that writes the values of the probes, and the array over their store that it writes to. */
  readonly ranks: { readonly entry: string; readonly values: number } | undefined;
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

  const pruning = (rule: SweepPlan): Pick<RewiringKernels, 'pruneEntry' | 'flags'> => {
    const { id, name, store, prune, lowest } = rule;
    const read = [...prune.nodes, ...(lowest?.value.nodes ?? [])];
    const reads = (array: number): boolean => read.some((node) => node.op === 'read' && node.array === array);
    const idle = plan.arrays.find(
      ({ id, lifetime, over }) => lifetime === 'shard' && over.per === 'synapse' && over.store === store && !reads(id),
    );
    const flags = idle?.id ?? array(`${name} prunes`, store);
    const nodes: Node[] = [...prune.nodes];
    const constant = (value: number): number => nodes.push({ op: 'constant', value }) - 1;
    const [yes, no] = lowest ? [append(nodes, lowest.value), constant(Infinity)] : [constant(1), constant(0)];
    const chosen = nodes.push({ op: 'select', args: [prune.result, yes, no] }) - 1;
    const writes = [{ array: flags, node: chosen, add: false }];
    return { flags, pruneEntry: entry(`prune of rewiring ${id}`, [{ shape: 'synapses', name, store, nodes, writes }]) };
  };

  const ranking = ({ id, name, probes }: SweepPlan): RewiringKernels['ranks'] => {
    if (!probes) return undefined;
    const { store, highest } = probes;
    const values = array(`${name} ranks`, store);
    const writes = [{ array: values, node: highest.result, add: false }];
    const kernel: SynapsesKernel = { shape: 'synapses', name, store, nodes: highest.nodes, writes };
    return { entry: entry(`ranks of rewiring ${id}`, [kernel]), values };
  };

  const rewirings = plan.rewirings.map((rule): RewiringKernels => {
    const { id, name, store, init } = rule;
    const sweep = rule.kind === 'sweep' ? rule : undefined;
    const prunes = {
      ...(sweep ? pruning(sweep) : { pruneEntry: undefined, flags: undefined }),
      ranks: sweep && ranking(sweep),
    };
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

/** Puts recorded nodes behind others. @param nodes - gets them @param recorded - the expression @returns the position of its result */
function append(nodes: Node[], recorded: Recorded): number {
  const first = nodes.length;
  for (const node of recorded.nodes) {
    nodes.push('args' in node ? { ...node, args: node.args.map((a) => a + first) } : node);
  }
  return first + recorded.result;
}
