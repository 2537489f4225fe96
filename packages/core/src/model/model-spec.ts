import { PLUGIN_API_VERSION } from '../plugin-api.ts';
import { resolveParameters } from './parameters.ts';
import type { Quantities, Values } from './quantity.ts';

/**
 * What neuron and synapse models are defined by, besides their equations.
 *
 * @typeParam P - names of the parameters
 * @typeParam S - names of the state variables
 * @typeParam D - names of the constants that `derive` adds
 */
export interface ModelSpec<P extends string, S extends string, D extends string = never> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Where the model was published: a DOI or arXiv number. */
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
}

/** What neuron and synapse models with their parameters set have, besides their equations. */
export interface Model {
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
}

/**
 * A model with its parameters set; refuses unknown names and values out of range.
 *
 * @typeParam T - what it is defined by
 * @param spec - what it is defined by
 * @param overrides - parameters that differ from their defaults
 */
export function withParameters<T extends ModelSpec<string, string, string>>(
  spec: T,
  overrides: Partial<Values<string>>,
): Omit<T, 'derive' | 'params'> & Pick<Model, 'apiVersion' | 'params' | 'constants'> {
  const { derive, params: quantities, ...rest } = spec;
  const params = resolveParameters(spec.name, quantities, overrides);
  return {
    apiVersion: PLUGIN_API_VERSION,
    ...rest,
    params,
    constants: (dt) => ({ ...params, ...derive?.(params, dt) }),
  };
}
