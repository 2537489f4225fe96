import type { Op, SpikesKernel, SweepPlan } from '@growcone/core';

/**
 * How the steps of a loop over examples run: `example` has a workgroup per example with the loop over steps in the shader, `grid` as many
 * workgroups as there are neurons to fill, and a dispatch wherever workgroups must wait for each other.
 */
export type ScheduleKind = 'example' | 'grid';

/** An op that may stand in a step. */
export type StepOp = Extract<Op, { readonly op: 'run' | 'every' }>;

/** What happens to each example in work, step by step. */
export interface Phase {
  /** Tells it from a gather. */
  readonly kind: 'phase';
  /** Its name, for errors and profiles. */
  readonly name: string;
  /** The loop over steps; `none` runs once, after the trial. */
  readonly sweep: 'forward' | 'flush' | 'reverse' | 'none';
  /** Steps of a flush; 0 in other phases. */
  readonly flush: number;
  /** What happens in a step. */
  readonly body: readonly StepOp[];
  /** The 'all' arrays that a forward sweep keeps; other phases keep all. */
  readonly keep: readonly number[] | undefined;
  /** Whether it goes on where the run before ended. */
  readonly continues: boolean;
}

/** The gradient of a store's synapses, summed over the examples in work from recorded spikes. */
export interface Gather {
  /** Tells it from a phase. */
  readonly kind: 'gather';
  /** Its name, for errors and profiles. */
  readonly name: string;
  /** The kernel that was put off. */
  readonly kernel: SpikesKernel;
  /** Arrays over the store, by write, that hold the sum of each example over the segments that are done; only a trial in segments has them. */
  readonly sums?: readonly number[];
}

/**
 * A loop over examples that holds 'all' arrays for some steps only. The forward sweep keeps nothing but what is handed out, and the state
 * at the start of segments; then each segment, from the last to the first, is recomputed and swept back, and its gradients are gathered.
 */
export interface SegmentedParts {
  /** What happens, in order, as in {@link ExamplesStage}; from the reverse sweep on once per segment. */
  readonly parts: readonly (Phase | Gather)[];
  /** Fills the 'all' arrays of a segment before it is swept back; undefined if nothing sweeps back. */
  readonly recompute: Phase | undefined;
  /** Arrays that a checkpoint holds. */
  readonly state: readonly number[];
  /** Steps before a segment that its reverse sweep looks at, so that its recomputation has to begin earlier. */
  readonly before: number;
  /** Steps beyond a segment, before and after it, for which 'all' arrays need room. */
  readonly margin: number;
}

/** The loop over examples. */
export interface ExamplesStage {
  /** Tells it from other stages. */
  readonly kind: 'examples';
  /** How its steps run. */
  readonly schedule: ScheduleKind;
  /** What happens, in order. */
  readonly parts: readonly (Phase | Gather)[];
  /** The 'all' arrays that are handed out. */
  readonly records: readonly number[];
  /** Populations whose spikes are handed out. */
  readonly spikes: readonly number[];
  /** Steps after the trial. */
  readonly flush: number;
  /** Whether a phase adds to gradient shards itself, so that no two examples of one shard may be in work together. */
  readonly addsToShards: boolean;
  /** The same with little memory; undefined if there is nothing that could be held for some steps only. */
  readonly segmented: SegmentedParts | undefined;
  /** Whether it goes on where the run before ended; then it has one example. */
  readonly continues: boolean;
}

/** A rewiring, with the kernels that evaluate what it asks of synapses. */
export interface RewiringStage {
  /** Tells it from other stages. */
  readonly kind: 'rewire';
  /** The rule. */
  readonly rule: SweepPlan;
  /** Kernel that says of every synapse whether it may go, and what it is ranked by. */
  readonly decide: number;
  /** Array over the store: 1 where a synapse may go. */
  readonly flags: number;
  /** Array over the store: what synapses are ranked by, where they are. */
  readonly ranks: number | undefined;
  /** Kernel that ranks probes, and the array over their store. */
  readonly probes: { readonly kernel: number; readonly values: number } | undefined;
  /** Store of the new synapses, kernels that compute their values, and arrays of these by variable, in the order of the kernels. */
  readonly births: {
    readonly store: number;
    readonly kernels: readonly number[];
    readonly values: Readonly<Record<string, number>>;
  };
}

/** A step of an entry. */
export type Stage =
  | ExamplesStage
  | RewiringStage
  | {
      /** Draws the probes of a rewiring. */
      readonly kind: 'probe';
      /** The rewiring. */
      readonly rule: SweepPlan;
    }
  | {
      /** One kernel outside of examples, over the whole grid. */
      readonly kind: 'kernel';
      /** Position in the plan's kernels. */
      readonly kernel: number;
    }
  | {
      /** Sums the copies of shard arrays. */
      readonly kind: 'reduceShards';
      /** The arrays. */
      readonly arrays: readonly number[];
    }
  | {
      /** Sets the first copies of shard arrays to zero. */
      readonly kind: 'clear';
      /** The arrays. */
      readonly arrays: readonly number[];
    }
  | {
      /** Sets a shared array to the mean of an output array over the examples. */
      readonly kind: 'mean';
      /** The output array. */
      readonly from: number;
      /** The shared array. */
      readonly into: number;
    };
