import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { SpikeBatch } from '../plan/backend.ts';

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

/** Everything that a network that runs on needs to go on bit for bit. */
export interface LiveCheckpoint extends Pick<Checkpoint, 'fingerprint' | 'arrays' | 'stores'> {
  /** Number of steps so far. */
  readonly steps: number;
  /** Spikes by population id that have been sent in the last steps and may be on their way. */
  readonly past: Readonly<Record<string, SpikeBatch>>;
}
