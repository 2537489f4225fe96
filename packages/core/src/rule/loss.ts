import type { Expr } from '../expression/expression.ts';
import type { Vars } from '../model/quantity.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';

/** What a loss sees of one output neuron. */
export interface LossScope {
  /** The output: of this step, or the readout of the trial. */
  readonly y: Expr;
  /** The target of this neuron: 1 for the right class and 0 for the others, or the target value. */
  readonly target: Expr;
  /** Reductions over the output population, by name. */
  readonly reduced: Vars<string>;
}

/** A number over all output neurons that a loss needs, such as the normalisation of a softmax. */
export interface Reduction {
  /** Its name. */
  readonly name: string;
  /** How the neurons' values are joined. */
  readonly operation: 'sum' | 'max';
  /** One neuron's value; earlier reductions are known. @param scope - the neuron's output and target */
  of(scope: LossScope): Expr;
}

/** How wrong an output is. */
export interface LossSpec {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Where it was published. */
  readonly cite?: string;
  /** Whether it is evaluated at every step (and summed) or once on the readout of the trial. */
  readonly at: 'step' | 'trial';
  /** Whether a target is a class number per example or a value per output neuron and example. */
  readonly target: 'class' | 'values';
  /** Reductions in the order in which they are needed. */
  readonly reductions?: readonly Reduction[];
  /** One neuron's share of the loss; the loss is the sum over neurons (and steps). @param scope - its output and target */
  value(scope: LossScope): Expr;
  /** ∂loss/∂y of this neuron, through the reductions as well. @param scope - its output and target */
  gradient(scope: LossScope): Expr;
}

/** A loss, ready for `network.readout`. */
export interface Loss extends LossSpec {
  /** Tells a loss from other values. */
  readonly kind: 'loss';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
}

/** Defines a loss. @param spec - its value and gradient */
export const defineLoss = (spec: LossSpec): Loss => ({ kind: 'loss', apiVersion: PLUGIN_API_VERSION, ...spec });
