import type { Expr } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';

/**
 * One presynaptic neuron: its variables and whether its spike arrives now.
 *
 * @typeParam A - names of the rule's variables per presynaptic neuron
 */
export interface PreScope<A extends string> {
  /** The rule's variables of this presynaptic neuron, before the step. */
  readonly pre: Vars<A>;
  /** 1 if a spike of this neuron arrives in this step, else 0. */
  readonly x: Expr;
}

/**
 * One synapse in one step. Presynaptic variables hold the values before the step. Expressions over the postsynaptic
 * neuron (entries of its `PopulationDynamics`) may be used as they are: what depends on the neuron alone is computed
 * once per neuron.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam A - names of the rule's variables per presynaptic neuron
 */
export interface SynapseScope<S extends string, A extends string> extends PreScope<A> {
  /** The weight. */
  readonly w: Expr;
  /** The rule's variables of this synapse. */
  readonly syn: Vars<S>;
  /**
   * For a postsynaptic readout: ∂L/∂u of each of its components in this step, one entry. For the others: for each
   * feedback projection, Σ ŵ ∂L/∂u over its synapses, one entry per component of the readout's dynamics.
   */
  readonly signals: readonly (readonly Expr[])[];
  /** The signal that the postsynaptic population gives itself; 0 if there is none. */
  readonly ownSignal: Expr;
}

/**
 * The form of plasticity that runs forward in time. A hook left out costs nothing. Order within a step, after all
 * populations: `eachSynapse`, `eachPre`.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam A - names of the rule's variables per presynaptic neuron
 */
export interface WeightUpdateSpec<S extends string, A extends string> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Variables per synapse and example. */
  readonly synapse?: Quantities<S>;
  /** Variables per presynaptic neuron and example. */
  readonly pre?: Quantities<A>;
  /**
   * How many steps late the update follows the neurons: `x`, `ownSignal` and all expressions over the postsynaptic
   * neuron are those of `lag` steps ago, `signals` those of now. The sweep goes on for `lag` steps after the trial with
   * signals 0, so that nothing is lost.
   */
  readonly lag?: number;
  /**
   * New values of the synapse's variables; `grad` adds to the gradient ∂L/∂w.
   *
   * @param scope - the synapse and the presynaptic variables before the step, and the learning signals of it
   */
  eachSynapse(scope: SynapseScope<S, A>): Writes<S | 'grad'>;
  /** New values of the presynaptic variables. @param scope - the variables before the step, and whether a spike arrives */
  eachPre?(scope: PreScope<A>): Writes<A>;
}

/** A weight update, as a backend runs it. */
export interface WeightUpdate extends WeightUpdateSpec<string, string> {
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
}

/**
 * Defines a weight update.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam A - names of its variables per presynaptic neuron
 * @param spec - its variables and hooks
 */
export const defineWeightUpdate = <S extends string = never, A extends string = never>(
  spec: WeightUpdateSpec<S, A>,
): WeightUpdate =>
  // The one boundary where the author's name types are widened.
  ({ apiVersion: PLUGIN_API_VERSION, ...(spec as unknown as WeightUpdateSpec<string, string>) });
