import type { StoreSnapshot } from '../connectivity/snapshot.ts';

/** Everything that a simulation needs to go on bit for bit. */
export interface Checkpoint {
  /** Fingerprint of the plan it belongs to. */
  readonly fingerprint: string;
  /** Batches trained so far. */
  readonly batches: number;
  /** Examples trained so far. */
  readonly examples: number;
  /** Values of shared arrays by id. */
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
  /** Synapses by store id, in slot order. */
  readonly stores: Readonly<Record<string, StoreSnapshot>>;
}
