import type { Expr } from '../expression/expression.ts';
import type { Quantities, Vars, Writes } from '../model/quantity.ts';

/** What a neuron signal sees of one neuron in one step. */
export interface SignalStep {
  /** The signal's variables before the step. */
  readonly state: Vars<string>;
  /** 1 if the neuron fires in this step, else 0. */
  readonly z: Expr;
  /** Slope of the surrogate in this step; 0 where the neuron is not active. */
  readonly slope: Expr;
  /** Step in ms. */
  readonly dt: number;
}

/** What a neuron signal sees of one neuron after a step or, for a signal of the trial, after the last one. */
export interface SignalScope {
  /** The signal's variables. */
  readonly state: Vars<string>;
  /** Reductions over the population by name; for a signal of the trial. */
  readonly reduced: Vars<string>;
  /** Number of steps of the trial. */
  readonly steps: Expr;
  /** Number of neurons of the population. */
  readonly size: number;
  /** Step in ms. */
  readonly dt: number;
}

/** A number over all neurons of a population that a signal of the trial needs, such as how often they fired together. */
export interface SignalReduction {
  /** Its name. */
  readonly name: string;
  /** How the neurons' values are joined. */
  readonly operation: 'sum' | 'max';
  /** One neuron's value. @param scope - its variables after the trial; earlier reductions are known */
  of(scope: SignalScope): Expr;
}

/** A number that training hands out for every population with the signal: the mean over its neurons and the batch's examples. */
export interface SignalReport {
  /** Its name. */
  readonly name: string;
  /** Its unit. */
  readonly unit: string;
  /** One neuron's value after the trial. @param scope - its variables */
  of(scope: SignalScope): Expr;
  /** Where the number says that something is wrong. */
  readonly alarm?: {
    /** The largest number that does. */
    readonly atMost: number;
    /** What it means, and what to do; follows the population's name. */
    readonly message: string;
  };
}

/**
 * A learning signal that a population gives itself, such as a pull towards a firing rate. It is added to the signal that
 * comes back from the loss.
 */
export interface NeuronSignal {
  /** Name for errors and reports. */
  readonly name: string;
  /** Variables per neuron that start every trial at their value. */
  readonly state?: Quantities<string>;
  /** Variables per neuron that start a trial at their mean over the last batch, in the first batch at their value. */
  readonly carried?: Quantities<string>;
  /** The variables after a step, its spike included. @param step - the variables before, the spike, the slope */
  advance?(step: SignalStep): Writes<string>;
  /** The variables once more after the last step. @param scope - the variables after it */
  finish?(scope: SignalScope): Writes<string>;
  /**
   * When `signal` and `push` are evaluated: after every step, or once after the trial and then the same for all of its steps. The
   * latter needs a rule in reverse form.
   */
  readonly at: 'step' | 'trial';
  /** Reductions of a signal of the trial, in the order in which they are needed. */
  readonly reductions?: readonly SignalReduction[];
  /** The signal ∂L/∂z. @param scope - the variables */
  signal?(scope: SignalScope): Expr;
  /**
   * The signal ∂L/∂(distance above threshold) of a signal of the trial: it moves the potential itself and reaches neurons that no slope
   * does.
   *
   * @param scope - the variables
   */
  push?(scope: SignalScope): Expr;
  /** What training hands out. */
  readonly reports?: readonly SignalReport[];
}
