import type { Arena } from './arena.ts';
import type { SynapseVariable } from './snapshot.ts';

/** What a store is made from. */
export interface StoreOptions {
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Variables attached to every synapse. */
  readonly variables: readonly SynapseVariable[];
  /** Where the memory comes from. */
  readonly arena: Arena;
}
