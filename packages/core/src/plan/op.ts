/** One instruction of an entry. */
export type Op =
  | {
      /** Runs a kernel once. */
      readonly op: 'run';
      /** Position in `Plan.kernels`. */
      readonly kernel: number;
      /** Whether spikes come from the record: the kernel fires nobody and `fired` reads it. */
      readonly replay: boolean;
    }
  | {
      /** Runs the body for every example of the batch; example e adds to gradient shard e mod shards. */
      readonly op: 'examples';
      /** The trial of one example. */
      readonly body: readonly Op[];
    }
  | {
      /**
       * Steps 1 … T of a trial, then `flush` more steps without new input spikes. Where it `continues`, steps f + 1 … f + T, f being
       * the input's `firstStep`.
       */
      readonly op: 'forward';
      /** What happens in each of the T steps. */
      readonly body: readonly Op[];
      /** The 'all' arrays that are written; writes to others do not happen. */
      readonly keep: readonly number[];
      /** Populations whose spikes are kept for the whole trial. */
      readonly keepSpikes: readonly number[];
      /** False where a trial hands out nothing of what the user asked to record, because it keeps it for the reverse sweep only. */
      readonly records?: boolean;
      /**
       * Whether it goes on where the run before ended: the state lies in shared arrays, spikes of the steps before come with the
       * input, and those of the last steps go out with the result. Such an entry runs one example.
       */
      readonly continues?: boolean;
      /** Number of steps after the trial: the lag of an online rule. */
      readonly flush: number;
      /** What happens in each of those. */
      readonly flushBody: readonly Op[];
    }
  | {
      /**
       * Steps T … 1. A backend may instead have kept state at the start of segments and no 'all' array of the forward
       * sweep: then, for each segment from the last to the first, it restores the example arrays that kernels of
       * `recompute` write (and no others) to what they were before the segment, runs `recompute` over it, which fills
       * the 'all' arrays, and runs the body over it.
       */
      readonly op: 'reverse';
      /** One step of the forward sweep with recorded spikes. */
      readonly recompute: readonly Op[];
      /** One step back. */
      readonly body: readonly Op[];
    }
  | {
      /** Runs the body in every n-th step of the sweep around it: those that n divides, or from a given step on. */
      readonly op: 'every';
      /** n, at least 1. */
      readonly steps: number;
      /** The first of these steps, at most n; n if left out. */
      readonly from?: number;
      /** What is run. */
      readonly body: readonly Op[];
    }
  | {
      /** Sums each shard array into its first copy in ascending shard order; the copies keep no value. */
      readonly op: 'reduceShards';
      /** The shard arrays. */
      readonly arrays: readonly number[];
    }
  | {
      /** Sets a shard array's first copy to zero, after the update has read it. */
      readonly op: 'clear';
      /** The shard arrays. */
      readonly arrays: readonly number[];
    }
  | {
      /** Sets a shared array to the mean over the batch of an output array, summed in example order. */
      readonly op: 'meanOverExamples';
      /** The output array. */
      readonly from: number;
      /** The shared array. */
      readonly into: number;
    }
  | {
      /** Applies a rewiring rule to its store. */
      readonly op: 'rewire';
      /** Position in `Plan.rewirings`. */
      readonly rule: number;
    }
  | {
      /**
       * Replaces the synapses of the store of a rewiring's probes by what `drawProbes` draws, in the order of (pre, post), with a gradient
       * of zero.
       */
      readonly op: 'probe';
      /** Position in `Plan.rewirings`, of a sweep with probes. */
      readonly rule: number;
    };
