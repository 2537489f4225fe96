import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { Kernel, Plan } from './plan.ts';

/** Why a device cannot run a plan: one named reason. */
export interface Refusal {
  /** Stable name of the reason, such as `format`. */
  readonly code: string;
  /** What cannot be done, and what could be done instead. */
  readonly message: string;
}

/** What a device runs. The conformance kit tests what is listed and that the rest is refused. */
export interface Supports {
  /** Storage formats. */
  readonly formats: readonly ('dense' | 'rows' | 'growable-rows' | 'bit-mask')[];
  /** Loop shapes. */
  readonly shapes: readonly Kernel['shape'][];
  /** Whether it has the reverse sweep. */
  readonly reverse: boolean;
  /** Whether it rewires. */
  readonly rewiring: boolean;
  /** Whether it runs entries that continue where the run before ended: networks that are started instead of compiled. */
  readonly continues: boolean;
  /** Whether values are double precision, as in the reference interpreter. */
  readonly float64: boolean;
}

/** Spikes of one source population for a batch of trials, in compressed form. */
export interface SpikeBatch {
  /** Number of examples. */
  readonly size: number;
  /** Number of steps T of every example. */
  readonly steps: number;
  /**
   * Where the spikes of example e and step t (1 … T) start in `neurons`: `offsets[e·(T+1) + t−1]`; they end where the
   * next entry says.
   */
  readonly offsets: Uint32Array;
  /** Neuron numbers, ascending and without repeats within a step. */
  readonly neurons: Uint32Array;
}

/** What a trial or an update needs from outside. */
export interface TrialInput {
  /** Number of examples in the batch. */
  readonly size: number;
  /** Number of steps T. */
  readonly steps: number;
  /** Number of the batch's first example in the run, for random draws; later examples count up from it. */
  readonly firstExample: number;
  /** Number of the update or rewiring, for random draws. */
  readonly update: number;
  /** For an entry that continues: number of steps that have run before; 0 if left out. */
  readonly firstStep?: number;
  /** For an entry that continues: spikes by population id of the last `history` steps before; none if left out. */
  readonly past?: Readonly<Record<number, SpikeBatch>>;
  /** Spikes by population id, for populations whose spikes come from input. */
  readonly spikes: Readonly<Record<number, SpikeBatch>>;
  /** Values by id of an `input` array, example-major. */
  readonly values: Readonly<Record<number, Float32Array | Float64Array>>;
}

/** What a trial gives back. */
export interface TrialResult {
  /** Values by id of an `output` array, example-major. */
  readonly outputs: Readonly<Record<number, Float32Array | Float64Array>>;
  /** Values by id of a kept 'all' array that the user asked to record: [example][step][element]. */
  readonly records: Readonly<Record<number, Float32Array | Float64Array>>;
  /** Spikes by id of a population that the user asked to record. */
  readonly spikes: Readonly<Record<number, SpikeBatch>>;
  /** Of an entry that continues: spikes by population id of the last `history` steps, to be given to the next run as `past`. */
  readonly recent?: Readonly<Record<number, SpikeBatch>>;
  /** Milliseconds by part, such as a kernel's name, where the device was asked to tell. */
  readonly milliseconds?: Readonly<Record<string, number>>;
  /** For the `rewire` entry: synapses replaced, by rewiring id. */
  readonly rewired: readonly number[];
}

/** A place to run networks. */
export interface Backend {
  /** Its name, for reports and errors. */
  readonly name: string;
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
  /** Opens a device; rejects with the device's own error. */
  open(): Promise<Device>;
}

/** An open device. */
export interface Device extends AsyncDisposable {
  /** Its name, for reports and errors. */
  readonly name: string;
  /** What it runs. */
  readonly supports: Supports;
  /** Why this plan cannot run here, one named reason each; empty if it can. Starts nothing. @param plan - the plan */
  refusals(plan: Plan): readonly Refusal[];
  /** Prepares a plan to run. @param plan - the plan */
  load(plan: Plan): Promise<Program>;
}

/** A plan on a device, ready to run. Calls must not overlap. */
export interface Program extends AsyncDisposable {
  /**
   * Runs an entry. Rejects with the device's own error; a value that is not finite names population, neuron, variable
   * and step.
   *
   * @param entry - its name in the plan
   * @param input - what it needs from outside
   */
  run(entry: string, input: TrialInput): Promise<TrialResult>;
  /** The values of a `shared` array. Synapse arrays: use {@link Program.readStore}. @param array - its id */
  read(array: number): Promise<Float32Array | Float64Array>;
  /** Replaces the values of a `shared` array. @param array - its id @param values - one per element */
  write(array: number, values: Float32Array | Float64Array): Promise<void>;
  /** The synapses of a store, in row order and slot order, with all their variables. @param store - its id */
  readStore(store: number): Promise<StoreSnapshot>;
  /** Bytes that the synapses of a store and all their variables take, with room to grow and indices. @param store - its id */
  storeBytes(store: number): Promise<number>;
  /** Replaces the synapses of a store; the gradient of the old ones is lost. @param store - its id @param snapshot - pairs and variables */
  writeStore(store: number, snapshot: StoreSnapshot): Promise<void>;
  /**
   * A `shard` array's first copy, as the variable `gradient` of its synapses: the summed gradient between a trial and the
   * update that clears it.
   *
   * @param array - its id
   */
  readShard(array: number): Promise<StoreSnapshot>;
}
