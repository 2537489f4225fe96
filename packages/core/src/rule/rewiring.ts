import type { Expr, Condition, Term } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';
import type { Attempts } from './attempts.ts';

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

/** Prunes by a decision about each synapse on its own. @typeParam S - names of the rule's variables per synapse @typeParam K - names of the constants of a pair */
export interface PruneWhere<S extends string, K extends string> {
  /** Whether this synapse is removed. @param synapse - the synapse, after the optimiser and `adjust` */
  where(synapse: SynapseAt<S, K>): Condition;
}

/** What the share of a rewiring may follow. */
export interface ShareScope {
  /** Number of batches trained so far. */
  readonly batches: Expr;
}

/**
 * Prunes a share of the synapses: those whose value is lowest. Values are compared in single precision; equal ones go in the order of
 * (pre, post).
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 */
export interface PruneLowest<S extends string, K extends string> {
  /** What synapses are ranked by; where it is +∞, the synapse stays. @param synapse - the synapse, after the optimiser and `adjust` */
  lowest(synapse: SynapseAt<S, K>): Expr;
  /**
   * How many go: round(share × number of synapses), halves up. A number from 0 to 1, or a function of the number of batches trained so
   * far; it is evaluated once per rewiring, in double precision.
   */
  readonly share:
    | number
    | {
        /** The share. @param scope - what it may follow */
        (scope: ShareScope): Term;
      };
  /** Which synapses may go, all if left out; the share is of all, and at most these go. @param synapse - the synapse */
  where?(synapse: SynapseAt<S, K>): Condition;
}

/**
 * Looks at every synapse between batches: prunes some, grows others.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 */
export interface Sweep<S extends string, K extends string> {
  /** Which synapses go. */
  readonly prune: PruneWhere<S, K> | PruneLowest<S, K>;
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
     * Probes: that many absent pairs, or so many per stored synapse, or all where there are fewer. They are drawn uniformly before the
     * batch that a rewiring follows and carry a gradient, but no weight, through it. Goes with `highest`; needs a projection that
     * learns by a rule in reverse form, and a schedule in batches.
     */
    readonly probe?:
      | number
      | {
          /** Probes per synapse that is stored when they are drawn. */
          readonly perSynapse: number;
        };
    /**
     * What probes are ranked by: those with the highest value grow, in descending order, and equal ones in the order of (pre, post). Values
     * are compared in single precision. Where more synapses are to grow than there are probes, the rest is drawn uniformly. A pair that
     * is pruned now was no probe, and only such a draw can bring it back.
     *
     * @param candidate - the probe, with its gradient summed over the batch: that of a synapse with weight 0
     */
    highest?(candidate: Candidate<K> & { readonly grad: Expr }): Expr;
    /**
     * The new synapse's weight and variables. Variables of other owners start at their declared birth value.
     *
     * @param candidate - the pair that was drawn
     */
    init(candidate: Candidate<K>): Writes<NoInfer<S>> & {
      /** The weight at birth. */
      readonly w: Term;
    };
  };
}

/**
 * Structural plasticity, declared: it never sees storage, so a backend may work over synapses, rows or attempts.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam K - names of the constants of a pair
 * @typeParam A - names of the rule's variables per presynaptic neuron
 * @typeParam B - names of the rule's variables per postsynaptic neuron
 */
export interface RewiringSpec<
  S extends string,
  K extends string,
  A extends string = string,
  B extends string = string,
> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Where it was published. */
  readonly cite?: string;
  /** Sizes of the populations that it is made for, where it knows them; it is refused elsewhere. */
  readonly sizes?: {
    /** Number of presynaptic neurons. */
    readonly pre: number;
    /** Number of postsynaptic neurons. */
    readonly post: number;
  };
  /** Variables per synapse, with their value at birth. */
  readonly synapse?: Quantities<S>;
  /** Variables per presynaptic neuron; for rules that draw pairs. */
  readonly pre?: Quantities<A>;
  /** Variables per postsynaptic neuron; for rules that draw pairs. */
  readonly post?: Quantities<B>;
  /**
   * New values of the presynaptic variables, in every step after all populations.
   *
   * @param scope - the variables, and 1 if a spike of this neuron arrives now, else 0
   */
  eachPre?(scope: { readonly pre: Vars<A>; readonly x: Expr }): Writes<NoInfer<A>>;
  /**
   * New values of the postsynaptic variables, in every step after all populations. They are single precision on devices: an increment
   * below 6·10⁻⁸ of the value is lost.
   *
   * @param scope - the variables, and 1 if the neuron fires now, else 0
   */
  eachPost?(scope: { readonly post: Vars<B>; readonly z: Expr }): Writes<NoInfer<B>>;
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
  readonly edit?: Sweep<S, K> | Attempts<S, K, A, B>;
}

/** A rewiring rule, ready for `network.rewire`. */
export interface Rewiring extends RewiringSpec<string, string, string, string> {
  /** Tells a rewiring rule from other values. */
  readonly kind: 'rewiring';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
}

/**
 * Defines a rewiring rule.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam K - names of the constants of a pair
 * @typeParam A - names of its variables per presynaptic neuron
 * @typeParam B - names of its variables per postsynaptic neuron
 * @param spec - its variables, constants and edits
 */
export const defineRewiring = <
  S extends string = never,
  K extends string = never,
  A extends string = never,
  B extends string = never,
>(
  spec: RewiringSpec<S, K, A, B>,
): Rewiring =>
  // The one boundary where the author's name types are widened.
  ({
    kind: 'rewiring',
    apiVersion: PLUGIN_API_VERSION,
    ...(spec as unknown as RewiringSpec<string, string, string, string>),
  });
