import {
  PLAN_VERSION,
  type Kernel,
  type Node,
  type Op,
  type Plan,
  type ProbesPlan,
  type Refusal,
} from '@growcone/core';
import { effectsOf } from './op-effects.ts';

/**
 * What is wrong with a plan, one sentence each; empty if it is sound. A planner's mistakes show here, before they look
 * like wrong numbers.
 *
 * @param plan - the plan
 */
export function planProblems(plan: Plan): readonly Refusal[] {
  if (plan.version !== PLAN_VERSION) {
    return [
      {
        code: 'version',
        message: `The plan has version ${plan.version}, and this interpreter runs version ${PLAN_VERSION}. Use packages of one release.`,
      },
    ];
  }
  const found: string[] = [];
  plan.kernels.forEach((kernel) => found.push(...kernelProblems(plan, kernel)));
  for (const { id, name, spikes } of plan.populations) {
    const firing = plan.kernels.filter((k) => k.shape === 'neurons' && k.population === id && k.fires !== undefined);
    if (spikes !== 'model' && firing.length > 0)
      found.push(`'${name}' fires in '${firing[0].name}', but its spikes are '${spikes}'.`);
  }
  for (const array of plan.arrays) {
    if (array.lifetime === 'shard' && array.steps !== 1) found.push(`Shard array '${array.name}' has several steps.`);
    if (typeof array.initial !== 'number' && plan.arrays[array.initial.array]?.lifetime !== 'shared') {
      found.push(`'${array.name}' starts from array ${array.initial.array}, which is not shared.`);
    }
  }
  for (const rule of plan.rewirings) {
    const { format, name } = plan.stores[rule.store];
    if (format !== 'growable-rows')
      found.push(`'${rule.name}' rewires '${name}', whose format '${format}' cannot be edited.`);
    if (rule.kind === 'sweep' && rule.probes) found.push(...probesProblems(plan, rule.name, rule.probes));
  }
  for (const [name, ops] of Object.entries(plan.entries)) found.push(...opProblems(plan, name, ops, false));
  return found.map((message) => ({ code: 'plan', message }));
}

function probesProblems(plan: Plan, rule: string, { store, gradient }: ProbesPlan): string[] {
  const array = plan.arrays[gradient];
  const sums = array?.lifetime === 'shard' && array.over.per === 'synapse' && array.over.store === store;
  const empty = plan.stores[store]?.variables.length === 0;
  return [
    ...(sums ? [] : [`The gradient of the probes of '${rule}' is no shard array over store ${store}.`]),
    ...(empty ? [] : [`The probes of '${rule}' need a store without variables, got store ${store}.`]),
  ];
}

function kernelProblems(plan: Plan, kernel: Kernel): string[] {
  const found: string[] = [];
  const say = (what: string): void => void found.push(`'${kernel.name}': ${what}`);
  kernel.nodes.forEach((node, i) => {
    const problem = nodeProblem(plan, kernel, node, i);
    if (problem) say(`node ${i}: ${problem}`);
  });
  const places = allowedPlaces(kernel);
  for (const node of kernel.nodes) {
    if ('at' in node && !places.includes(node.at)) say(`reads place '${node.at}' in a loop over ${kernel.shape}.`);
  }
  const writes = kernel.shape === 'reduce' ? [{ array: kernel.into, node: kernel.node }] : kernel.writes;
  for (const { array, node } of writes) {
    const target = plan.arrays[array];
    if (!target) say(`writes array ${array}, which does not exist.`);
    else if (!writable(plan, kernel, array)) say(`may not write '${target.name}', an array per ${target.over.per}.`);
    else if (target.lifetime === 'input') say(`writes '${target.name}', which is input.`);
    if (!kernel.nodes[node]) say(`writes node ${node} of ${kernel.nodes.length}.`);
  }
  return found;
}

function nodeProblem(plan: Plan, kernel: Kernel, node: Node, position: number): string | undefined {
  if ('args' in node) {
    const late = node.args.find((a) => !(a >= 0 && a < position));
    return late === undefined ? undefined : `'${node.op}' uses node ${late}, which does not come before it.`;
  }
  if (node.op === 'fired' && kernel.shape !== 'neurons') return "'fired' stands outside of a loop over neurons.";
  if (node.op === 'spiked' && !plan.populations[node.population])
    return `population ${node.population} does not exist.`;
  if (node.op !== 'read') return undefined;
  const array = plan.arrays[node.array];
  if (!array) return `array ${node.array} does not exist.`;
  const span = array.steps === 'all' ? Number.POSITIVE_INFINITY : array.steps;
  if (Math.abs(node.lag) >= span)
    return `reads '${array.name}' ${node.lag} steps ago, but it holds ${array.steps} step(s).`;
  return undefined;
}

function allowedPlaces(kernel: Kernel): readonly string[] {
  switch (kernel.shape) {
    case 'neurons':
    case 'reduce':
      return ['neuron', 'network'];
    case 'network':
      return ['network'];
    default:
      return ['pre', 'post', 'synapse', 'network'];
  }
}

function writable(plan: Plan, kernel: Kernel, array: number): boolean {
  const { over } = plan.arrays[array];
  switch (kernel.shape) {
    case 'neurons':
      return over.per === 'neuron' && over.population === kernel.population;
    case 'reduce':
    case 'network':
      return over.per === 'network';
    case 'rows':
      return over.per === 'neuron' && over.population === plan.stores[kernel.store].pre;
    case 'synapses':
    case 'post-spikes':
      return over.per === 'synapse' && over.store === kernel.store;
    case 'spikes':
      return over.per === 'synapse'
        ? over.store === kernel.store
        : over.per === 'neuron' && over.population === plan.stores[kernel.store].post;
  }
}

function opProblems(plan: Plan, entry: string, ops: readonly Op[], inSweep: boolean): string[] {
  const found: string[] = [];
  for (const op of ops) {
    if (op.op === 'run' && !plan.kernels[op.kernel])
      found.push(`'${entry}' runs kernel ${op.kernel}, which does not exist.`);
    if (op.op === 'probe') {
      const rule = plan.rewirings[op.rule];
      if (rule?.kind !== 'sweep' || !rule.probes) found.push(`'${entry}' draws probes of a rewiring that has none.`);
    }
    if (op.op === 'examples') found.push(...opProblems(plan, entry, op.body, inSweep));
    if (op.op === 'every' && !inSweep) found.push(`'${entry}' has 'every' outside of a sweep.`);
    if (op.op === 'every') found.push(...opProblems(plan, entry, op.body, inSweep));
    if (op.op === 'forward' || op.op === 'reverse') {
      if (inSweep) found.push(`'${entry}' has a sweep within a sweep.`);
      found.push(...opProblems(plan, entry, op.body, true));
    }
    if (op.op === 'reverse') {
      const firing = effectsOf(plan, [...op.recompute, ...op.body]).firing;
      for (const p of firing)
        found.push(`'${entry}' lets '${plan.populations[p].name}' fire while it reverses; replay it.`);
    }
  }
  return found;
}
