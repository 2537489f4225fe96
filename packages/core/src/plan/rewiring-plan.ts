import type { Node } from './node.ts';

/** A recorded expression with its result. */
export interface Recorded {
  /** The nodes. */
  readonly nodes: readonly Node[];
  /** Position of the result. */
  readonly result: number;
}

/** What all rewirings of a store have. */
export interface RewiringHead {
  /** Position in `Plan.rewirings`. */
  readonly id: number;
  /** Name of the rule. */
  readonly name: string;
  /** The store it edits. */
  readonly store: number;
  /** Random stream of its draws. */
  readonly stream: number;
  /** Values of a new synapse by variable name (places `pre`, `post`, `network`); the others start at their birth value. */
  readonly init: Readonly<Record<string, Recorded>>;
}

/** A rewiring that looks at every synapse, prunes some and grows others. */
export interface SweepPlan extends RewiringHead {
  /** Tells it from attempts. */
  readonly kind: 'sweep';
  /** Truth value per synapse (places `synapse`, `pre`, `post`, `network`): remove it. */
  readonly prune: Recorded;
  /** How many synapses grow: as many as were pruned, or up to a total. */
  readonly count:
    | 'replace'
    | {
        /** Number of synapses of the store after each rewiring. */
        readonly total: number;
      };
}

/**
 * A rewiring that draws pairs. Attempt i draws a presynaptic number with draw 0 and a postsynaptic one with draw 1 of its stream, as
 * `uniformBelow` has it; a number that is rejected and a pair that was drawn before end the attempt. All is decided on the state before
 * any edit. Removals come first, then births in the order of the attempts.
 */
export interface AttemptsPlan extends RewiringHead {
  /** Tells it from a sweep. */
  readonly kind: 'attempts';
  /** Number of attempts. */
  readonly pairs: number;
  /** Truth value per synapse (places `synapse`, `pre`, `post`, `network`): it goes. */
  readonly eliminate: Recorded;
  /** Truth value per pair without a synapse (places `pre`, `post`, `network`): it gets one. */
  readonly form: Recorded;
}

/** One rewiring of one store. */
export type RewiringPlan = SweepPlan | AttemptsPlan;
