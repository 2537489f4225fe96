import type { Expr } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';

/**
 * A synapse at the moment when a spike reaches it: its presynaptic neuron's, over the delay, or its postsynaptic neuron's own.
 *
 * @typeParam S - names of the rule's variables per synapse
 * @typeParam A - names of the rule's variables per presynaptic neuron
 * @typeParam B - names of the rule's variables per postsynaptic neuron
 */
export interface PlasticSynapse<S extends string, A extends string, B extends string> {
  /** The weight. A presynaptic spike has been delivered with it already. */
  readonly w: Expr;
  /** The rule's variables of this synapse. */
  readonly syn: Vars<S>;
  /** The rule's variables of the presynaptic neuron, as the step before left them. */
  readonly pre: Vars<A>;
  /** The rule's variables of the postsynaptic neuron, as the step before left them. */
  readonly post: Vars<B>;
}

/**
 * What a plasticity rule does to one projection. A hook left out costs nothing. Order within a step, after all populations:
 * `onPreSpike`, `onPostSpike`, then `eachPre` and `eachPost`. So neither hook sees a spike of its own step in a trace, and spikes
 * that meet in one step form no pair.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam A - names of its variables per presynaptic neuron
 * @typeParam B - names of its variables per postsynaptic neuron
 */
export interface PlasticityUpdateSpec<S extends string, A extends string, B extends string> {
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Variables per synapse; they follow it through every edit, and a new synapse starts with their values. */
  readonly synapse?: Quantities<S>;
  /** Variables per presynaptic neuron. */
  readonly pre?: Quantities<A>;
  /** Variables per postsynaptic neuron. */
  readonly post?: Quantities<B>;
  /** New values when a presynaptic spike arrives. @param synapse - the synapse that it arrives over */
  onPreSpike?(synapse: PlasticSynapse<S, A, B>): Writes<NoInfer<S> | 'w'>;
  /** New values when the postsynaptic neuron fires. @param synapse - one of the synapses onto it */
  onPostSpike?(synapse: PlasticSynapse<S, A, B>): Writes<NoInfer<S> | 'w'>;
  /** New values of the presynaptic variables. @param scope - the variables, and 1 if a spike of this neuron arrives now, else 0 */
  eachPre?(scope: { readonly pre: Vars<A>; readonly x: Expr }): Writes<NoInfer<A>>;
  /** New values of the postsynaptic variables. @param scope - the variables, and 1 if the neuron fires now, else 0 */
  eachPost?(scope: { readonly post: Vars<B>; readonly z: Expr }): Writes<NoInfer<B>>;
}

/** What a plasticity rule does to one projection, as a plan records it. */
export interface PlasticityUpdate extends PlasticityUpdateSpec<string, string, string> {
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
}

/** Where a plasticity rule works. */
export interface PlasticSite {
  /** Name of the projection. */
  readonly projection: string;
  /** Step in ms. */
  readonly dt: number;
}

/**
 * A rule by which synapses change their own weight while the network runs, from the spikes at both ends: no loss, no
 * gradient, no optimiser. For `network.plastic`.
 */
export interface PlasticityRule {
  /** Tells a plasticity rule from other values. */
  readonly kind: 'plasticity';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
  /** Name for errors and reports; its variables in a snapshot are `<name>.<variable>`. */
  readonly name: string;
  /** Where it was published. */
  readonly cite?: string;
  /** What it does to a projection. @param site - which */
  update(site: PlasticSite): PlasticityUpdate;
}

/**
 * Defines what a plasticity rule does to a projection.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam A - names of its variables per presynaptic neuron
 * @typeParam B - names of its variables per postsynaptic neuron
 * @param spec - its variables and hooks
 */
export const definePlasticity = <S extends string = never, A extends string = never, B extends string = never>(
  spec: PlasticityUpdateSpec<S, A, B>,
): PlasticityUpdate =>
  // The one boundary where the author's name types are widened.
  ({ apiVersion: PLUGIN_API_VERSION, ...(spec as unknown as PlasticityUpdateSpec<string, string, string>) });
