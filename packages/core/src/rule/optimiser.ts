import type { Expr, Term } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';

/**
 * What an optimiser sees of one synapse.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam N - names of its variables of the network
 */
export interface OptimiserScope<S extends string, N extends string> {
  /** The weight. */
  readonly w: Expr;
  /** The gradient ∂L/∂w, summed over the batch, with the penalties of rewiring rules added. */
  readonly grad: Expr;
  /** The optimiser's own variables of this synapse. */
  readonly syn: Vars<S>;
  /** The optimiser's own variables of the network, after `advance`. */
  readonly network: Vars<N>;
  /** The learning rate in force. */
  readonly learningRate: Expr;
}

/**
 * Turns gradients into weight changes, once per batch.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam N - names of its variables of the network
 */
export interface OptimiserSpec<S extends string, N extends string> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Where it was published. */
  readonly cite?: string;
  /** Learning rate at the start; `Simulation.learningRate` changes it. */
  readonly learningRate: number;
  /** Variables per synapse; they follow their synapse through rewiring and start at their value at birth. */
  readonly synapse?: Quantities<S>;
  /** Variables of the network, such as powers of a decay factor. */
  readonly network?: Quantities<N>;
  /** Runs once per update, before the synapses. @param network - the network's variables before the update */
  advance?(network: Vars<N>): Writes<N>;
  /** New values of a synapse. @param scope - its weight, gradient and variables before the update */
  step(scope: OptimiserScope<S, N>): Writes<S> & {
    /** The new weight. */
    readonly w: Term;
  };
}

/** An optimiser, ready for `network.learn`. */
export interface Optimiser extends OptimiserSpec<string, string> {
  /** Tells an optimiser from other values. */
  readonly kind: 'optimiser';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
}

/**
 * Defines an optimiser.
 *
 * @typeParam S - names of its variables per synapse
 * @typeParam N - names of its variables of the network
 * @param spec - its variables and its step
 */
export const defineOptimiser = <S extends string = never, N extends string = never>(
  spec: OptimiserSpec<S, N>,
): Optimiser =>
  // The one boundary where the author's name types are widened.
  ({ kind: 'optimiser', apiVersion: PLUGIN_API_VERSION, ...(spec as unknown as OptimiserSpec<string, string>) });
