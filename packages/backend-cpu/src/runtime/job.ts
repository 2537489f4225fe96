import { rewiringsAfter } from '../emit/sweep-plan.ts';
import type { SharedJob } from './share-job.ts';
import type { Unit } from './units.ts';

/** A word of the context that depends on the example: start + example · perExample + shard · perShard. */
export interface Binding {
  /** Its position in the context. */
  readonly word: number;
  /** Value for example 0 and shard 0. */
  readonly start: number;
  /** Added per example of the batch. */
  readonly perExample: number;
  /** Added per gradient shard. */
  readonly perShard: number;
}

/** Memory that starts every example with given contents. */
export interface Reset {
  /** Where it starts, for example 0. */
  readonly to: number;
  /** Added per example. */
  readonly perExample: number;
  /** Number of bytes. */
  readonly bytes: number;
  /** Where the contents are; they are repeated to fill all bytes. */
  readonly from: number;
  /** Length of the contents. */
  readonly fromBytes: number;
}

/** The spikes that a worker's example sends, as generated code reads and writes them. */
export interface Raster {
  /** The population. */
  readonly population: number;
  /** Its name, for errors. */
  readonly name: string;
  /** Position of its first word in the context. */
  readonly word: number;
  /** Number of neurons: the room that a step may need. */
  readonly size: number;
  /** Address that the offset of step 0 would have. */
  readonly offsets: number;
  /** Steps into the past that are read. */
  readonly history: number;
  /** Where the spike numbers are. */
  readonly numbers: number;
  /** Room for spike numbers. */
  readonly capacity: number;
  /** Whether all steps are needed after the sweep. */
  readonly kept: boolean;
  /** Whether the trial's caller wants them. */
  readonly returned: boolean;
  /** Number of spikes of steps before the run, which are there already. */
  readonly past: number;
  /** For spikes that are input: added to `offsets` per example; they are not written. */
  readonly perExample: number;
  /** Whether they are input. */
  readonly input: boolean;
}

/** A stretch of memory with finite numbers in it. */
export interface Check {
  /** The array. */
  readonly array: number;
  /** Where it starts, for example 0. */
  readonly address: number;
  /** Added per example. */
  readonly perExample: number;
  /** Its length, a multiple of 16. */
  readonly bytes: number;
  /** Number of rows; 1 for a value per element. */
  readonly rows: number;
  /** Values between the starts of two rows. */
  readonly stride: number;
  /** Values per row. */
  readonly elements: number;
  /** Whether rows are parts of one list of elements, as in dense synapse arrays; otherwise they are steps. */
  readonly joined: boolean;
  /** Whether it may be infinite because it starts so. */
  readonly infinite: boolean;
}

/** An 'all' array of which one segment is held. */
export interface SegmentArray {
  /** Position of its word in the context. */
  readonly word: number;
  /** Where its rows are. */
  readonly rows: number;
  /** Bytes per row. */
  readonly stride: number;
  /** Rows before the first step. */
  readonly before: number;
  /** Rows after the last step that the reverse sweep reads. */
  readonly after: number;
  /** A row of initial values. */
  readonly initial: number;
  /** Whether some steps may stay unwritten, and so start at the initial value. */
  readonly unwritten: boolean;
}

/** A stretch of memory. */
export interface Stretch {
  /** Where it starts. */
  readonly address: number;
  /** Its length. */
  readonly bytes: number;
}

/** How a reverse sweep works in segments. */
export interface Segments {
  /** Steps per segment. */
  readonly length: number;
  /** Steps that a recomputation starts early. */
  readonly before: number;
  /** Where checkpoint k is: address + k · bytes. */
  readonly checkpoints: number;
  /** Bytes of one checkpoint. */
  readonly bytes: number;
  /** What a checkpoint holds, one after the other. */
  readonly state: readonly Stretch[];
  /** What the reverse sweep must find as it left it. */
  readonly carried: readonly Stretch[];
  /** Where that is kept during a recomputation. */
  readonly aside: number;
  /** The arrays of which a segment is held. */
  readonly arrays: readonly SegmentArray[];
}

/** The part of a run over examples that one worker does. */
export interface Job {
  /** Name of the loaded module. */
  readonly module: string;
  /** The entry: prefix of the module's exports. */
  readonly entry: string;
  /** What runs per example. */
  readonly units: readonly ScriptUnit[];
  /** Address of the worker's context. */
  readonly context: number;
  /** Number of steps that have run before, for a run that goes on. */
  readonly firstStep: number;
  /** Whether it goes on, and so gives back the spikes of its last steps. */
  readonly continues: boolean;
  /** Number of steps T. */
  readonly steps: number;
  /** Number of examples in the batch. */
  readonly examples: number;
  /** Number of the first one in the run. */
  readonly firstExample: number;
  /** Position in the context of the number of the example. */
  readonly exampleWord: number;
  /** Position in the context of the first word of the first rewiring. */
  readonly rewiringWord: number;
  /** Number of shards: example e belongs to shard e mod shards. */
  readonly shards: number;
  /** The shards of this worker. */
  readonly own: readonly number[];
  /** Words that depend on the example. */
  readonly bindings: readonly Binding[];
  /** What every example starts with. */
  readonly resets: readonly Reset[];
  /** Spikes. */
  readonly rasters: readonly Raster[];
  /** What must be finite after every sweep. */
  readonly checks: readonly Check[];
  /** Present where threads share the network; this is the leader's job. */
  readonly shared?: SharedJob;
  /** Present for a reverse sweep in segments. */
  readonly segments: Segments | undefined;
}

/** Where a value that is not finite was found. */
export interface Found {
  /** The array. */
  readonly array: number;
  /** The element within its row. */
  readonly element: number;
  /** The value. */
  readonly value: number;
  /** The step; 0 outside of sweeps. */
  readonly step: number;
}

/** Spikes of one example. */
export interface ExampleSpikes {
  /** The population. */
  readonly population: number;
  /** The example of the batch. */
  readonly example: number;
  /** Where the spikes of step t start, at t − 1. */
  readonly offsets: Uint32Array;
  /** The spikes. */
  readonly neurons: Uint32Array;
}

/** What a job gives back. */
export interface JobResult {
  /** The first example of the batch with a value that is not finite. */
  readonly notFinite: number | undefined;
  /** Spikes that the caller wants. */
  readonly spikes: readonly ExampleSpikes[];
  /** Spikes of the last steps of a run that goes on. */
  readonly recent: readonly ExampleSpikes[];
}

/** The memory of a raster after it has grown. */
export interface RasterRoom {
  /** The population. */
  readonly population: number;
  /** Where the spike numbers are. */
  readonly numbers: number;
  /** Room for spike numbers. */
  readonly capacity: number;
}

/** A unit without what only the emitter needs. */
export type ScriptUnit =
  | { readonly kind: 'run' | 'reverse'; readonly n: number }
  | { readonly kind: 'forward'; readonly n: number; readonly flush: number; readonly rewires: readonly number[] };

/** A unit as workers see it. @param unit - the unit */
export function scriptUnit(unit: Unit): ScriptUnit {
  const { n } = unit;
  if (unit.kind !== 'forward') return { kind: unit.kind, n };
  const rewires = rewiringsAfter(unit.op.body).map(({ rule }) => rule);
  return { kind: 'forward', n, flush: unit.op.flush, rewires };
}
