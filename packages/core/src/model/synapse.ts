import type { Expr } from '../expression/expression.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';
import { resolveParameters } from './parameters.ts';
import type { Quantities, Values, Vars, Writes } from './quantity.ts';

/**
 * How arriving weights become input current; one state per postsynaptic neuron and projection.
 *
 * @typeParam P - names of the parameters
 * @typeParam S - names of the state variables
 * @typeParam D - names of the constants that `derive` adds
 */
export interface SynapseSpec<P extends string, S extends string, D extends string = never> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Where the model was published. */
  readonly cite?: string;
  /** Constants that a user may set. */
  readonly params: Quantities<P>;
  /** State variables with their initial values. */
  readonly state: Quantities<S>;
  /**
   * Constants computed once per network, such as decay factors.
   *
   * @param params - the parameters' values
   * @param dt - step in ms
   */
  derive?(params: Values<P>, dt: number): Values<D>;
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
export interface SynapseModel {
  /** Tells a synapse model from other values. */
  readonly kind: 'synapse';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
  /** Name for errors and reports. */
  readonly name: string;
  /** Where the model was published. */
  readonly cite?: string;
  /** The parameters, for reports and checkpoints. */
  readonly params: Readonly<Record<string, number>>;
  /** State variables with their initial values. */
  readonly state: Quantities<string>;
  /** Parameters and derived constants by name. @param dt - step in ms */
  constants(dt: number): Readonly<Record<string, number>>;
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
  (overrides = {}) => {
    const params = resolveParameters(spec.name, spec.params, overrides);
    // The one boundary where the author's name types are widened: the hooks themselves are unchanged.
    const { derive, ...rest } = spec as unknown as SynapseSpec<string, string, string>;
    return {
      apiVersion: PLUGIN_API_VERSION,
      ...rest,
      kind: 'synapse',
      params,
      constants: (dt) => ({ ...params, ...derive?.(params, dt) }),
    };
  };

/** Delta synapse: the weight of an arriving spike is the input current of that one step. */
export const delta: () => SynapseModel = defineSynapse({
  name: 'delta',
  params: {},
  state: {},
  integrate: () => ({}),
  current: (_state, arrived) => arrived,
});
