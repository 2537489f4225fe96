import { type NeuronModel, type Values } from '@growcone/core';
/**
 * Izhikevich neuron: two variables that fire, burst or chatter, depending on four parameters.
 *
 * dv/dt = 0.04 v² + 5 v + 140 − u + I, du/dt = a (b v − u) in mV and ms, I in mV/ms; a spike where v ≥ 30 mV; then v ← `c`
 * and u ← u + `d`, which learning does not look through. One forward Euler step per dt: use 0.5 ms or less where the shape
 * of a spike matters. It starts at v = `c`, u = `b` `c`. Surrogate: 0.01/mV · exp(min(v − 30 mV, 0)/30 mV), one-sided because
 * a spike overshoots its peak.
 *
 * @param overrides - parameters that differ from those of a regular spiking neuron
 * @returns the neuron model
 */
export declare const izhikevich: (overrides?: Partial<Values<'a' | 'b' | 'c' | 'd'>>) => NeuronModel;
