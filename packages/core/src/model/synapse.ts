import type { Expr } from '../expression/expression.ts';
import { withParameters, type Model, type ModelSpec } from './model-spec.ts';
import type { Values, Vars, Writes } from './quantity.ts';

/**
 * How arriving weights become input current; one state per postsynaptic neuron and projection.
 *
 * @typeParam P - names of the parameters
 * @typeParam S - names of the state variables
 * @typeParam D - names of the constants that `derive` adds
 */
export interface SynapseSpec<P extends string, S extends string, D extends string = never> extends ModelSpec<P, S, D> {
  /**
   * State after the spikes of this step have arrived. Variables left out keep their value.
   *
   * @param state - the variables as the step finds them
   * @param arrived - summed weight of the spikes that arrive in this step; 0 if none does
   * @param p - parameters and derived constants
   */
  integrate(state: Vars<S>, arrived: Expr, p: Vars<P | D>): Writes<S>;
  /**
   * Input current of the postsynaptic neuron, from the state after {@link SynapseSpec.integrate}. `post` gives the
   * postsynaptic neuron's variables as the step finds them, for conductances: `g.mul(p.reversal.sub(post.v))`.
   *
   * @param state - the synapse's variables of this step
   * @param arrived - summed weight of the spikes that arrive in this step
   * @param p - parameters and derived constants
   * @param post - the postsynaptic neuron's variables, after its reset and before its integration
   */
  current(state: Vars<S>, arrived: Expr, p: Vars<P | D>, post: Vars<string>): Expr;
}

/** A synapse model with its parameters set. */
export interface SynapseModel extends Model {
  /** Tells a synapse model from other values. */
  readonly kind: 'synapse';
  /**
   * See {@link SynapseSpec.integrate}.
   *
   * @param state - the variables as the step finds them
   * @param arrived - summed weight that arrives in this step
   * @param p - parameters and derived constants
   */
  integrate(state: Vars<string>, arrived: Expr, p: Vars<string>): Writes<string>;
  /**
   * See {@link SynapseSpec.current}.
   *
   * @param state - the synapse's variables of this step
   * @param arrived - summed weight that arrives in this step
   * @param p - parameters and derived constants
   * @param post - the postsynaptic neuron's variables before its integration
   */
  current(state: Vars<string>, arrived: Expr, p: Vars<string>, post: Vars<string>): Expr;
}

/**
 * Defines a synapse model. The result is a factory: `exponential({ tauSyn: 5 })`.
 *
 * @typeParam P - names of the parameters
 * @typeParam S - names of the state variables
 * @typeParam D - names of the constants that `derive` adds
 * @param spec - parameters, state and equations
 * @returns a function from parameter values to a {@link SynapseModel}; it refuses unknown names and values out of range
 */
export const defineSynapse =
  <P extends string, S extends string, D extends string = never>(
    spec: SynapseSpec<P, S, D>,
  ): {
    /** A model with these parameters. @param overrides - those that differ from their defaults */
    (overrides?: Partial<Values<P>>): SynapseModel;
  } =>
  (overrides = {}) => ({
    // The one boundary where the author's name types are widened: the hooks themselves are unchanged.
    ...withParameters(spec as unknown as SynapseSpec<string, string, string>, overrides),
    kind: 'synapse',
  });

/** Delta synapse: the weight of an arriving spike is the input current of that one step. */
export const delta: () => SynapseModel = defineSynapse({
  name: 'delta',
  params: {},
  state: {},
  integrate: () => ({}),
  current: (_state, arrived) => arrived,
});
