import type { Expr, Condition, Term } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';

/** Draws of a pair: pure in (seed, projection, pre, post), the same after a synapse was removed and grew again. */
export interface PairDraws {
  /** A uniform draw in [0, 1). */
  uniform(): Expr;
  /** A draw from the standard normal distribution. */
  normal(): Expr;
}

/**
 * An existing synapse, as a rewiring rule sees it between batches.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 */
export interface SynapseAt<S extends string, K extends string> {
  /** The weight. */
  readonly w: Expr;
  /** The rule's variables of this synapse. */
  readonly syn: Vars<S>;
  /** The constants of the pair. */
  readonly pair: Vars<K>;
  /** Number of the presynaptic neuron. */
  readonly pre: Expr;
  /** Number of the postsynaptic neuron. */
  readonly post: Expr;
}

/** A pair without a synapse that was drawn to grow one. @typeParam K - names of the constants of a pair */
export interface Candidate<K extends string> {
  /** The constants of the pair. */
  readonly pair: Vars<K>;
  /** Number of the presynaptic neuron. */
  readonly pre: Expr;
  /** Number of the postsynaptic neuron. */
  readonly post: Expr;
}

/**
 * Looks at every synapse between batches: prunes some, grows others.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 */
export interface Sweep<S extends string, K extends string> {
  /** Which synapses go. */
  readonly prune: {
    /** Whether this synapse is removed. @param synapse - the synapse, after the optimiser and `adjust` */
    where(synapse: SynapseAt<S, K>): Condition;
  };
  /** Which pairs get a synapse; left out, none does. */
  readonly grow?: {
    /** `replace` conserves the number of synapses exactly; `total` grows back to a given number. */
    readonly count:
      | 'replace'
      | {
          /** Number of synapses of the whole projection after each rewiring. */
          readonly total: number;
        };
    /**
     * The new synapse's weight and variables. Variables of other owners start at their declared birth value.
     *
     * @param candidate - the pair that was drawn
     */
    init(candidate: Candidate<K>): Writes<S> & {
      /** The weight at birth. */
      readonly w: Term;
    };
  };
}

/**
 * Draws pairs of neurons while the network runs: a pair that has a synapse may lose it, a pair that has none may get one. It touches
 * nothing but what it draws.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 */
export interface Attempts<S extends string, K extends string> {
  /** What is drawn each time. */
  readonly draw: {
    /** Number of pairs, uniform over all pairs; one that is drawn again the same time counts once. */
    readonly pairs: number;
  };
  /** Probability that the synapse of a drawn pair goes. @param synapse - the synapse */
  eliminate(synapse: SynapseAt<S, K>): Expr;
  /** Probability that a drawn pair without a synapse gets one. @param candidate - the pair */
  form(candidate: Candidate<K>): Expr;
  /**
   * The new synapse's weight and variables. Variables of other owners start at their declared birth value.
   *
   * @param candidate - the pair that gets a synapse
   */
  init(candidate: Candidate<K>): Writes<S> & {
    /** The weight at birth. */
    readonly w: Term;
  };
}

/**
 * Structural plasticity, declared: it never sees storage, so a backend may work over synapses, rows or attempts.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 */
export interface RewiringSpec<S extends string, K extends string> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Where it was published. */
  readonly cite?: string;
  /** Variables per synapse, with their value at birth. */
  readonly synapse?: Quantities<S>;
  /**
   * Constants of a pair, such as its sign: never stored, the same after removal and regrowth.
   *
   * @param draw - the pair's own random numbers
   * @param pre - number of the presynaptic neuron
   * @param post - number of the postsynaptic neuron
   */
  pair?(draw: PairDraws, pre: Expr, post: Expr): Vars<K>;
  /** Values for the synapses that exist when the network is compiled. @param synapse - one of them, with its initial weight */
  start?(synapse: SynapseAt<S, K>): Writes<S | 'w'>;
  /**
   * Added to the gradient summed over the batch, before the optimiser.
   *
   * @param synapse - the synapse before the update, and the number of examples in the batch
   */
  penalty?(synapse: SynapseAt<S, K> & { readonly batch: Expr }): Expr;
  /** New values after the optimiser. @param synapse - the synapse after its step, and the learning rate in force */
  adjust?(synapse: SynapseAt<S, K> & { readonly learningRate: Expr }): Writes<S | 'w'>;
  /** The weight that the network sees, if not `w`. The gradient goes straight to `w`. @param synapse - after `adjust` */
  delivered?(synapse: SynapseAt<S, K>): Expr;
  /** What is edited: after looking at every synapse, or for drawn pairs only; left out, no synapse comes or goes. */
  readonly edit?: Sweep<S, K> | Attempts<S, K>;
}

/** A rewiring rule, ready for `network.rewire`. */
export interface Rewiring extends RewiringSpec<string, string> {
  /** Tells a rewiring rule from other values. */
  readonly kind: 'rewiring';
}

/**
 * Defines a rewiring rule.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam K - names of the constants of a pair
 * @param spec - its variables, constants and edits
 */
export const defineRewiring = <S extends string = never, K extends string = never>(
  spec: RewiringSpec<S, K>,
): Rewiring =>
  // The one boundary where the author's name types are widened.
  ({ kind: 'rewiring', ...(spec as unknown as RewiringSpec<string, string>) });
