import type { ComputedNode, Node } from './node.ts';

/** A recorded expression with its result. */
export interface Recorded {
  /** The nodes. */
  readonly nodes: readonly Node[];
  /** Position of the result. */
  readonly result: number;
}

/** A value that is one for a whole rewiring: a constant, the number of updates so far (`TrialInput.update`), or computed from these. */
export type ScheduledNode =
  | ComputedNode
  | {
      /** A constant. */
      readonly op: 'constant';
      /** Its value. */
      readonly value: number;
    }
  | {
      /** The number of updates so far. */
      readonly op: 'updates';
    };

/** A number that changes from rewiring to rewiring; `removalCount` evaluates it, in double precision everywhere. */
export interface Scheduled {
  /** The nodes. */
  readonly nodes: readonly ScheduledNode[];
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

/** How many synapses a rewiring removes, and how they are ranked. */
export interface LowestPlan {
  /** What they are ranked by (places `synapse`, `pre`, `post`, `network`), rounded to single precision. */
  readonly value: Recorded;
  /** The share of all synapses that goes. */
  readonly share: number | Scheduled;
}

/**
 * Absent pairs that carry a gradient through the batch before a rewiring. They lie in a store of their own without variables, which is
 * empty but between the op `probe` and the rewiring.
 */
export interface ProbesPlan {
  /** The store: same populations, delay and autapses as the store that is rewired. */
  readonly store: number;
  /** Shard array over it: the gradient. `reduceShards` sums it, no `clear` empties it; filling the store does. */
  readonly gradient: number;
  /** Random stream of their draws; the step of the counter is `TrialInput.update`. */
  readonly stream: number;
  /** How many, or how many per synapse of the store that is rewired; `drawProbes` draws them. */
  readonly count:
    | number
    | {
        /** Per synapse. */
        readonly perSynapse: number;
      };
  /** What they are ranked by (places `synapse` for the gradient, `pre`, `post`, `network`), rounded to single precision. */
  readonly highest: Recorded;
}

/**
 * A rewiring that looks at every synapse, prunes some and grows others. All is decided on the state before any edit.
 *
 * - Without `lowest`, the synapses go for which `prune` holds. With it, `removalCount` of those for which it holds and whose value is below
 *   +∞, the lowest first and equal ones in the order of (pre, post); all of them, if there are fewer. A value that is no number is an error.
 * - Births: of the probes, those with the highest value in descending order, equal ones in the order of (pre, post); +0 equals −0, and a
 *   value that is not finite is an error. What is then missing is drawn by `drawAbsent`, pairs that go now included, probes excluded.
 * - Then the store is edited, and the store of the probes is left empty.
 */
export interface SweepPlan extends RewiringHead {
  /** Tells it from attempts. */
  readonly kind: 'sweep';
  /** Truth value per synapse (places `synapse`, `pre`, `post`, `network`): remove it, or with `lowest`: it may go. */
  readonly prune: Recorded;
  /** Where synapses are ranked; left out, all go for which `prune` holds. */
  readonly lowest?: LowestPlan;
  /** Where births are ranked; left out, all are drawn. */
  readonly probes?: ProbesPlan;
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
