import type { Kernel, Node, Recorded, SweepPlan, SynapsesKernel } from '@growcone/core';
import type { RewiringStage } from './phase.ts';
import type { Draft } from './put-off.ts';

/**
 * Adds to a plan what a rewiring evaluates on the GPU: for every synapse whether it goes and what it is ranked by, for every probe what it
 * is ranked by, and for every new synapse its values.
 *
 * @param draft - receives arrays, stores and kernels
 * @param rule - the rewiring
 */
export function rewiringStage(draft: Draft, rule: SweepPlan): RewiringStage {
  const { name, store, prune, lowest, probes, init } = rule;
  const array = (what: string, over: number): number => {
    const id = draft.arrays.length;
    const spec = { over: { per: 'synapse', store: over }, lifetime: 'shared', steps: 1, initial: 0 } as const;
    draft.arrays.push({ ...spec, id, name: `${name}: ${what}`, accumulates: false });
    return id;
  };
  const kernel = (k: Kernel): number => draft.kernels.push(k) - 1;

  const nodes: Node[] = [...prune.nodes];
  const constant = (value: number): number => nodes.push({ op: 'constant', value }) - 1;
  const goes = nodes.push({ op: 'select', args: [prune.result, constant(1), constant(0)] }) - 1;
  const flags = array('goes', store);
  const writes = [{ array: flags, node: goes, add: false }];
  const ranks = lowest && array('rank', store);
  if (lowest && ranks !== undefined) writes.push({ array: ranks, node: append(nodes, lowest.value), add: false });
  const decide = kernel({ shape: 'synapses', name: `${name}: what goes`, store, nodes, writes });

  return {
    kind: 'rewire',
    rule,
    decide,
    flags,
    ranks,
    probes: probes && rankProbes(probes.store, probes.highest),
    births: birthsOf(),
  };

  function rankProbes(over: number, { nodes, result }: Recorded): RewiringStage['probes'] {
    const values = array('rank of a probe', over);
    const write = { array: values, node: result, add: false };
    return {
      values,
      kernel: kernel({ shape: 'synapses', name: `${name}: rank of probes`, store: over, nodes, writes: [write] }),
    };
  }

  /** A store of the new synapses alone, in the order of birth, in which their values are computed on the state before the edit. */
  function birthsOf(): RewiringStage['births'] {
    const births = draft.stores.length;
    const { pre, post } = draft.stores[store];
    const rest = { format: 'growable-rows', delay: 1, variables: [], columns: false, autapses: true } as const;
    draft.stores.push({ id: births, name: `${draft.stores[store].name}, born by ${name}`, pre, post, ...rest });
    const values = Object.keys(init).map((variable): [string, number] => [variable, array(variable, births)]);
    const kernels = values.map(([variable, to]): SynapsesKernel => {
      const { nodes, result } = init[variable];
      const write = { array: to, node: result, add: false };
      return { shape: 'synapses', name: `${name}: ${variable} at birth`, store: births, nodes, writes: [write] };
    });
    return { store: births, kernels: kernels.map(kernel), values: Object.fromEntries(values) };
  }
}

/** Puts recorded nodes behind others. @param nodes - gets them @param recorded - the expression @returns the position of its result */
function append(nodes: Node[], recorded: Recorded): number {
  const first = nodes.length;
  for (const node of recorded.nodes) {
    nodes.push('args' in node ? { ...node, args: node.args.map((a) => a + first) } : node);
  }
  return first + recorded.result;
}
