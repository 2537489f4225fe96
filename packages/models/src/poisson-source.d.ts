import { type NeuronModel, type Values } from '@growcone/core';
/**
 * Poisson source: fires at random with a given rate, each neuron, step and example on its own.
 *
 * In every step it fires with probability `rate`·dt, so that the mean rate is exact. It has no memory and no variables, and
 * nothing that arrives changes it.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model; compiling refuses a rate above one spike per step
 */
export declare const poissonSource: (overrides?: Partial<Values<'rate'>>) => NeuronModel;
