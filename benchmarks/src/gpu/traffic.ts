import type { Kernel, Op, Plan, Simulation, SpikeBatch } from '@growcone/core';

/** How much a network has to move. */
export interface Activity {
  /** Synapses by store. */
  readonly synapses: readonly number[];
  /** Spikes per step and example, by population. */
  readonly spikes: readonly number[];
}

/** Bytes per step and example. */
export interface Traffic {
  /** Of the forward sweep. */
  readonly forward: number;
  /** Of the reverse sweep, without what is computed anew for it. */
  readonly reverse: number;
}

/** What the bytes count: said wherever a share of the bandwidth is shown. */
export const ASSUMPTION =
  'Share of the bandwidth: bytes that the sweep must touch over its time over the triad. Counted from the plan, four bytes each: every ' +
  'value of a neuron once where a kernel reads it and once where it writes it, in every step of every example; of synapses those that a ' +
  'spike reaches, with the index of their other end unless they are dense. Nothing is taken to stay in a cache or register from one ' +
  'kernel, step or example to the next, so caches can carry a share above 1; what a schedule reads beyond this makes it smaller.';

/**
 * What the sweeps of an entry have to move.
 *
 * @param plan - the plan
 * @param entry - one of its entries
 * @param activity - synapses and spikes
 */
export function trafficOf(plan: Plan, entry: string, activity: Activity): Traffic {
  const total = { forward: 0, reverse: 0 };
  const visit = (ops: readonly Op[]): void => {
    for (const op of ops) {
      if (op.op === 'examples') visit(op.body);
      if (op.op === 'forward') total.forward += bytesOf(plan, op.body, activity, (array) => kept(plan, op.keep, array));
      if (op.op === 'reverse') total.reverse += bytesOf(plan, op.body, activity, () => true);
    }
  };
  visit(plan.entries[entry] ?? []);
  return total;
}

/** A forward sweep writes no 'all' array that it does not keep. */
const kept = ({ arrays }: Plan, keep: readonly number[], array: number): boolean =>
  arrays[array]?.steps !== 'all' || keep.includes(array);

function bytesOf(plan: Plan, ops: readonly Op[], activity: Activity, writes: (array: number) => boolean): number {
  return ops.reduce((sum, op) => {
    if (op.op === 'every') return sum + bytesOf(plan, op.body, activity, writes) / op.steps;
    return op.op === 'run' ? sum + kernelBytes(plan, plan.kernels[op.kernel]!, activity, writes) : sum;
  }, 0);
}

function kernelBytes(plan: Plan, kernel: Kernel, activity: Activity, isWritten: (array: number) => boolean): number {
  const reached = reachedBy(plan, kernel, activity);
  const count = (array: number): number => {
    const { over } = plan.arrays[array]!;
    return over.per === 'synapse' ? reached : over.per === 'neuron' ? plan.populations[over.population]!.size : 1;
  };
  const read = new Set<string>();
  let numbers = 0;
  const reads = (array: number, lag: number): void => {
    if (read.has(`${array} ${lag}`)) return;
    read.add(`${array} ${lag}`);
    numbers += count(array);
  };
  for (const node of kernel.nodes) if (node.op === 'read') reads(node.array, node.lag);
  const writes = kernel.shape === 'reduce' ? [{ array: kernel.into, add: kernel.add }] : kernel.writes;
  for (const { array, add } of writes) {
    if (!isWritten(array)) continue;
    if (add) reads(array, 0);
    numbers += count(array);
  }
  const indexed = 'store' in kernel && plan.stores[kernel.store]!.format !== 'dense';
  return 4 * (numbers + (indexed ? reached : 0));
}

/** Synapses that a kernel visits in a step. */
function reachedBy({ stores, populations }: Plan, kernel: Kernel, { synapses, spikes }: Activity): number {
  if (!('store' in kernel)) return 0;
  const all = synapses[kernel.store]!;
  const { pre, post } = stores[kernel.store]!;
  const ofSpikes = (population: number): number => (all / populations[population]!.size) * spikes[population]!;
  return kernel.shape === 'spikes' ? ofSpikes(pre) : kernel.shape === 'post-spikes' ? ofSpikes(post) : all;
}

/** Spikes per step and example. @param batch - the spikes */
export const spikesPerStep = ({ neurons, steps, size }: SpikeBatch): number => neurons.length / (steps * size);

/** Synapses of every store of a network that runs. @param simulation - the network */
export async function synapsesByStore(simulation: Counted): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { id } of simulation.plan.stores) {
    const projection = simulation.network.projections[id];
    // Stores of probes are filled for a moment only.
    counts.push(projection ? (await simulation.synapses(projection)).pre.length : 0);
  }
  return counts;
}

/** What is counted in a network that runs, compiled or live. */
interface Counted extends Pick<Simulation, 'plan' | 'network'> {
  synapses(projection: Simulation['network']['projections'][number]): Promise<{ readonly pre: Uint32Array }>;
}
