import type { Kernel, Place, Plan } from '@growcone/core';

/**
 * Which lane touches an element: the lane of its neuron, of its synapse, of the synapse's postsynaptic neuron, the first lane, or any.
 * Two kernels that touch an array in the same way need no barrier between them.
 */
type Owner = 'neuron' | 'synapse' | 'column' | 'first' | 'any';

/** One touch of memory by a kernel. */
interface Touch {
  /** An array, or the spikes of a population in the present step. */
  readonly what: string;
  readonly owner: Owner;
  readonly writes: boolean;
}

/** What must be in order, collected kernel by kernel. */
export class Barriers {
  private readonly plan: Plan;
  private since: Touch[] = [];

  /** @param plan - the plan */
  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** Whether a barrier must stand before a kernel; call it for each kernel in order. @param kernel - the kernel @param replay - whether spikes come from the record */
  before(kernel: Kernel, replay: boolean): boolean {
    const touches = touchesOf(this.plan, kernel, replay);
    const clash = touches.some((a) =>
      this.since.some((b) => a.what === b.what && (a.writes || b.writes) && (a.owner !== b.owner || a.owner === 'any')),
    );
    if (clash) this.since = [];
    this.since.push(...touches);
    return clash;
  }

  /** Notes arrays that are set to zero, element by element. @param arrays - their ids */
  zeroed(arrays: readonly number[]): void {
    for (const id of arrays) {
      const { per } = this.plan.arrays[id].over;
      const owner = per === 'neuron' ? 'neuron' : per === 'synapse' ? 'synapse' : 'first';
      this.since.push({ what: `array ${id}`, owner, writes: true });
    }
  }

  /** Walks through kernels that run in some steps only: a barrier among them does not count for what comes behind. @param walk - asks about them */
  sometimes<T>(walk: () => T): T {
    const before = this.since;
    const result = walk();
    this.since = [...before, ...this.since];
    return result;
  }
}

function touchesOf(plan: Plan, kernel: Kernel, replay: boolean): Touch[] {
  const touches: Touch[] = [];
  const touch = (what: string, owner: Owner, writes = false): void => void touches.push({ what, owner, writes });
  for (const node of kernel.nodes) {
    // Other steps lie in other places, and a barrier stands between steps.
    if (node.op === 'read' && (node.lag === 0 || plan.arrays[node.array].steps === 1)) {
      touch(`array ${node.array}`, ownerOf(kernel, node.at));
    }
    if (node.op === 'spiked' && node.lag === 0) touch(`spikes ${node.population}`, ownerOf(kernel, node.at));
    if (node.op === 'fired' && kernel.shape === 'neurons') touch(`spikes ${kernel.population}`, 'neuron');
  }
  if (kernel.shape === 'post-spikes') touch(`spikes ${plan.stores[kernel.store].post}`, 'neuron');
  if (kernel.shape === 'neurons' && kernel.fires !== undefined && !replay) {
    touch(`spikes ${kernel.population}`, 'neuron', true);
  }
  const targets = kernel.shape === 'reduce' ? [kernel.into] : kernel.writes.map((w) => w.array);
  for (const array of targets) touch(`array ${array}`, targetOwner(plan, kernel, array), true);
  return touches;
}

function ownerOf(kernel: Kernel, at: Place): Owner {
  switch (kernel.shape) {
    case 'neurons':
      return at === 'neuron' ? 'neuron' : 'any';
    case 'spikes':
    case 'post-spikes':
      return at === 'post' ? 'neuron' : at === 'synapse' ? 'column' : 'any';
    case 'rows':
      return at === 'pre' ? 'neuron' : 'any';
    case 'synapses':
      return at === 'synapse' ? 'synapse' : 'any';
    case 'network':
      return 'first';
    default:
      return 'any';
  }
}

function targetOwner(plan: Plan, kernel: Kernel, array: number): Owner {
  if (kernel.shape === 'reduce') return 'first';
  return ownerOf(
    kernel,
    kernel.shape === 'spikes' && plan.arrays[array].over.per === 'neuron' ? 'post' : PLACE[kernel.shape],
  );
}

/** Where a kernel writes. */
const PLACE: Readonly<Record<Exclude<Kernel['shape'], 'reduce'>, Place>> = {
  neurons: 'neuron',
  spikes: 'synapse',
  'post-spikes': 'synapse',
  rows: 'pre',
  synapses: 'synapse',
  network: 'network',
};
