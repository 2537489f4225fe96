import type { Condition, Expr, Term } from '../expression/expression.ts';
import type { Vars, Writes } from '../model/quantity.ts';
import type { Candidate, SynapseAt } from './rewiring.ts';

/** Pairs of neurons, uniform over all pairs. */
export interface DrawPairs {
  /** Number of pairs that are drawn each time; one that is drawn again the same time counts once. */
  readonly pairs: number;
}

/**
 * Places for a synapse: every postsynaptic neuron has a given number of slots, and one slot of one neuron is drawn. A slot with a
 * synapse may lose it, an empty one may get one from a partner. So neurons compete for a limited in-degree (Bamford, Murray and
 * Willshaw 2010).
 */
export interface DrawSlots {
  /** Number of slots that are drawn each time. */
  readonly slots: number;
  /** Slots of a postsynaptic neuron: no neuron gets more synapses by rewiring. */
  readonly perPost: number;
  /**
   * Who is tried for an empty slot: any presynaptic neuron, or one of those that fired in the latest step in which any did, looking
   * back over this many steps. If none fired, or the partner has a synapse onto the neuron already, nothing happens.
   */
  readonly partner:
    | 'uniform'
    | {
        /** Number of steps, the present one included. */
        readonly lastSpiked: number;
      };
}

/**
 * Both ends of a drawn pair.
 *
 * @typeParam A - names of the rule's variables per presynaptic neuron
 * @typeParam B - names of the rule's variables per postsynaptic neuron
 */
export interface PairEnds<A extends string, B extends string> {
  /** The rule's variables of the presynaptic neuron, as this step has left them. */
  readonly preVars: Vars<A>;
  /** The rule's variables of the postsynaptic neuron, as this step has left them. */
  readonly postVars: Vars<B>;
  /** Number of synapses of this projection that the presynaptic neuron has. */
  readonly outDegree: Expr;
  /** Number of synapses of this projection that the postsynaptic neuron has. */
  readonly inDegree: Expr;
}

/**
 * Draws pairs of neurons while the network runs: a pair that has a synapse may lose it, a pair that has none may get one. It touches
 * nothing but what it draws.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 * @typeParam A - names of the rule's variables per presynaptic neuron
 * @typeParam B - names of the rule's variables per postsynaptic neuron
 */
export interface Attempts<S extends string, K extends string, A extends string = string, B extends string = string> {
  /** What is drawn each time. */
  readonly draw: DrawPairs | DrawSlots;
  /** Probability that the synapse of a drawn pair goes, or whether it does. @param synapse - the synapse */
  eliminate(synapse: SynapseAt<S, K> & PairEnds<A, B>): Term | Condition;
  /**
   * Probability that a drawn pair without a synapse gets one, or whether it does. All pairs of one time are decided on the same state:
   * two of them may fill one vacancy, and `caps` are the limit that holds.
   *
   * @param candidate - the pair
   */
  form(candidate: Candidate<K> & PairEnds<A, B>): Term | Condition;
  /**
   * The new synapse's weight and variables. Variables of other owners start at their declared birth value.
   *
   * @param candidate - the pair that gets a synapse
   */
  init(candidate: Candidate<K>): Writes<NoInfer<S>> & {
    /** The weight at birth. */
    readonly w: Term;
  };
  /** How many synapses a neuron may have: a new synapse beyond that is not formed. Those that there are from the start stay. */
  readonly caps?: {
    /** Largest out-degree of a presynaptic neuron. */
    readonly pre?: number;
    /** Largest in-degree of a postsynaptic neuron. */
    readonly post?: number;
  };
}
