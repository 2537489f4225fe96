import type { Expr } from '../expression/expression.ts';
import type { Surrogate } from '../expression/surrogate.ts';
import { withParameters, type Model, type ModelSpec } from './model-spec.ts';
import type { Values, Vars, Writes } from './quantity.ts';

/**
 * How a spiking neuron fires.
 *
 * @typeParam S - names of the state variables
 * @typeParam C - names of the parameters and derived constants
 */
export interface SpikeSpec<S extends string, C extends string> {
  /**
   * Distance above threshold, in the unit of the membrane potential: the neuron fires where it is 0 or more.
   *
   * @param state - the variables after integration, before the reset
   * @param p - parameters and derived constants
   */
  threshold(state: Vars<S>, p: Vars<C>): Expr;
  /**
   * Slope that stands in for the step at threshold. It has no default: a width that suits 1 does not suit 30 mV.
   *
   * @param p - parameters and derived constants, to scale the slope by
   */
  surrogate(p: Vars<C>): Surrogate;
  /**
   * State after the step; `z` is 1 if the neuron fired. Learning looks through `z` by the surrogate slope;
   * `z.detach()` keeps a path out of it.
   *
   * @param state - the variables after integration
   * @param z - 1 in the step of a spike, else 0
   * @param p - parameters and derived constants
   */
  reset(state: Vars<S>, z: Expr, p: Vars<C>): Writes<S>;
}

/**
 * What changes in a population once in a while: in the first step of a run, before anything else, and from then on in every n-th.
 *
 * @typeParam S - names of the state variables
 * @typeParam C - names of the parameters and derived constants
 */
export interface PeriodicSpec<S extends string, C extends string> {
  /** Milliseconds from one change to the next, rounded to whole steps. */
  readonly interval: number;
  /**
   * New values. Variables left out keep theirs.
   *
   * @param state - the variables as the step before left them
   * @param p - parameters and derived constants
   * @param at - the neuron's number from 0, and draws in [0, 1) that all neurons of the population share
   */
  update(
    state: Vars<S>,
    p: Vars<C>,
    at: {
      /** Number of the neuron. */
      readonly neuron: Expr;
      /** A draw that all neurons share. */
      shared(): Expr;
    },
  ): Writes<S>;
}

/**
 * How one neuron evolves. Each hook runs once, while compiling, to record expressions.
 *
 * @typeParam P - names of the parameters
 * @typeParam S - names of the state variables
 * @typeParam D - names of the constants that `derive` adds
 */
export interface NeuronSpec<P extends string, S extends string, D extends string = never> extends ModelSpec<P, S, D> {
  /**
   * State after one step below threshold. Variables left out keep their value.
   *
   * @param state - the variables as the step finds them, after the reset of the step before
   * @param input - sum of the currents of all incoming projections and the injected current, in the model's own unit
   * @param p - parameters and derived constants
   */
  integrate(state: Vars<S>, input: Expr, p: Vars<P | D>): Writes<S>;
  /** Left out for a graded neuron, whose output is its first state variable. */
  readonly spike?: SpikeSpec<S, P | D>;
  /** What changes once in a while, such as a stimulus; for networks that run on. */
  readonly every?: PeriodicSpec<S, P | D>;
}

/** A neuron model with its parameters set: what a population is made of. */
export interface NeuronModel extends Model {
  /** Tells a neuron model from other values. */
  readonly kind: 'neuron';
  /** Where its spikes come from: its own threshold, or the trial's input. */
  readonly source: 'model' | 'input';
  /**
   * See {@link NeuronSpec.integrate}.
   *
   * @param state - the variables as the step finds them
   * @param input - summed input current
   * @param p - parameters and derived constants
   */
  integrate(state: Vars<string>, input: Expr, p: Vars<string>): Writes<string>;
  /** See {@link NeuronSpec.spike}. */
  readonly spike?: SpikeSpec<string, string>;
  /** See {@link NeuronSpec.every}. */
  readonly every?: PeriodicSpec<string, string>;
}

/**
 * Defines a neuron model. The result is a factory: `lif({ tauMem: 10 })`.
 *
 * @typeParam P - names of the parameters
 * @typeParam S - names of the state variables
 * @typeParam D - names of the constants that `derive` adds
 * @param spec - parameters, state and equations
 * @returns a function from parameter values to a {@link NeuronModel}; it refuses unknown names and values out of range
 */
export const defineNeuron =
  <P extends string, S extends string, D extends string = never>(
    spec: NeuronSpec<P, S, D>,
  ): {
    /** A model with these parameters. @param overrides - those that differ from their defaults */
    (overrides?: Partial<Values<P>>): NeuronModel;
  } =>
  (overrides = {}) => ({
    // The one boundary where the author's name types are widened: the hooks themselves are unchanged.
    ...withParameters(spec as unknown as NeuronSpec<string, string, string>, overrides),
    kind: 'neuron',
    source: 'model',
  });
