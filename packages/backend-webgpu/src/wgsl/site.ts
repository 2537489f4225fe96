import type { ArraySpec, Plan } from '@growcone/core';
import type { Fields } from './fields.ts';

/** The loop over steps that kernels stand in. `gather` visits recorded spikes after a reverse sweep. */
export type Sweep = 'forward' | 'flush' | 'reverse' | 'gather' | 'none';

/** Where the text of kernels will stand. */
export interface Site {
  /** The plan. */
  readonly plan: Plan;
  /** Numbers from the host. */
  readonly fields: Fields;
  /** The loop over steps. */
  readonly sweep: Sweep;
  /** Whether steps count on from those of earlier runs. */
  readonly continues: boolean;
  /** Whether arriving spikes may have been listed by postsynaptic neuron before the step. */
  readonly listed: boolean;
  /** Whether what is written to an 'all' array is kept. @param array - its id */
  kept(array: number): boolean;
  /** Populations whose spikes are also kept by neuron. */
  readonly trains: ReadonlySet<number>;
  /** Notes that a value is stored, and returns its place in the order of a step. @param array - where @param kernel - by which kernel */
  noteWrite(array: number, kernel: string): number;
}

/** Number of elements of an array in one step, places without a synapse included. @param site - where it is printed @param spec - the array */
export function elements({ plan, fields }: Site, { over }: Pick<ArraySpec, 'over'>): string {
  switch (over.per) {
    case 'network':
      return '1u';
    case 'neuron':
      return `${plan.populations[over.population].size}u`;
    case 'synapse':
      return fields.use(`count${over.store}`);
  }
}

/** Number of synapses of a store: where the GPU edits it, what stands behind the start of its last row. @param site - where it is printed @param store - the store */
export function synapseCount(site: Site, store: number): string {
  const { format, pre } = site.plan.stores[store];
  if (format !== 'growable-rows') return elements(site, { over: { per: 'synapse', store } });
  return `topology[${site.fields.use(`rowStarts${store}`)} + ${site.plan.populations[pre].size}u]`;
}
