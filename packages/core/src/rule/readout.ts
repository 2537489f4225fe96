import type { Expr } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';
import { PLUGIN_API_VERSION } from '../plugin-api.ts';

/** What a readout sees of one output neuron in one step. @typeParam S - names of the readout's variables */
export interface ReadoutScope<S extends string> {
  /** The readout's own variables. */
  readonly state: Vars<S>;
  /** The neuron's output: its first variable, or for a spike-count readout its spike. */
  readonly y: Expr;
  /** The step, 1 … steps. */
  readonly step: Expr;
  /** The number of steps. */
  readonly steps: Expr;
}

/**
 * What a trial of an output neuron amounts to: one number per neuron, from which the class is predicted.
 *
 * @typeParam S - names of the readout's variables
 */
export interface ReadoutSpec<S extends string> {
  /** Name for errors and reports. */
  readonly name: string;
  /** Version of the plugin API that it is written for; that of the core that defines it if left out. */
  readonly apiVersion?: number;
  /** Where it was published. */
  readonly cite?: string;
  /** Whether it reads membrane potentials of a graded population or spikes of a spiking one. */
  readonly reads: 'potential' | 'spikes';
  /** Variables per output neuron; they start every trial at their value. */
  readonly state: Quantities<S>;
  /** The variables after a step. @param scope - the variables before it, and the neuron's output */
  advance(scope: ReadoutScope<S>): Writes<S>;
  /** The number, from the variables after the last step. @param scope - the variables, and the number of steps */
  value(scope: { readonly state: Vars<S>; readonly steps: Expr }): Expr;
  /** ∂value/∂y(step), from the variables after the last step. @param scope - the variables, and which step of how many */
  share(scope: { readonly state: Vars<S>; readonly step: Expr; readonly steps: Expr }): Expr;
}

/** A readout, ready for `network.readout`. */
export interface Readout extends ReadoutSpec<string> {
  /** Tells a readout from other values. */
  readonly kind: 'readout';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
}

/** Defines a readout. @typeParam S - names of its variables @param spec - its variables and equations */
export const defineReadout = <S extends string>(spec: ReadoutSpec<S>): Readout =>
  // The one boundary where the author's name types are widened.
  ({ kind: 'readout', apiVersion: PLUGIN_API_VERSION, ...(spec as unknown as ReadoutSpec<string>) });
