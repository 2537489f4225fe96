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

/** What a rewiring that draws pairs draws: see `DrawPairs` and `DrawSlots`. */
export type AttemptDraw =
  | {
      /** Any pair. */
      readonly of: 'pairs';
    }
  | {
      /** A slot of a postsynaptic neuron. */
      readonly of: 'slots';
      /** Slots per postsynaptic neuron. */
      readonly perPost: number;
      /** How many steps back, the present one included, to look for presynaptic neurons that fired; undefined for any neuron. */
      readonly spikedWithin: number | undefined;
    };

/**
 * A rewiring that draws pairs. All is decided on the state before any edit, in the order of the attempts. Attempt i takes the words of
 * element i of its stream, as `uniformBelow` has it; a number that is rejected ends the attempt.
 *
 * - Pairs: draw 0 gives the presynaptic, draw 1 the postsynaptic neuron.
 * - Slots: draw 0 gives the postsynaptic neuron, draw 1 the slot s. If s is below the in-degree, the synapse is that at offset s of the
 *   column. Otherwise draw 2 gives the presynaptic neuron: one of all, or one of the spikes of the latest step with any.
 *
 * A pair that was drawn before ends the attempt, and so does one of a neuron with itself that would need an autapse. Removals come first,
 * then births in the order of the attempts; a birth at which a neuron would exceed its cap is left out.
 */
export interface AttemptsPlan extends RewiringHead {
  /** Tells it from a sweep. */
  readonly kind: 'attempts';
  /** Number of attempts. */
  readonly attempts: number;
  /** What is drawn. */
  readonly draw: AttemptDraw;
  /** Largest out-degree and in-degree. */
  readonly caps: {
    /** Largest out-degree. */
    readonly pre: number | undefined;
    /** Largest in-degree. */
    readonly post: number | undefined;
  };
  /** Truth value per synapse (places `synapse`, `pre`, `post`, `network`): it goes. */
  readonly eliminate: Recorded;
  /** Truth value per pair without a synapse (places `pre`, `post`, `network`): it gets one. */
  readonly form: Recorded;
}

/** One rewiring of one store. */
export type RewiringPlan = SweepPlan | AttemptsPlan;
