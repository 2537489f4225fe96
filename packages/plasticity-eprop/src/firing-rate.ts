import { exp, quantity, resolveParameters, timeConstant, type NeuronSignal } from '@growcone/core';

/** Options of the pull towards a firing rate. The defaults are those of the classifiers of Knight, Senk and Nowotny (arXiv:2510.19764). */
export interface FiringRateOptions {
  /** Rate to pull towards in Hz; default 10. */
  readonly target?: number;
  /** How strong the pull is; default 0.001. */
  readonly strength?: number;
  /** Time constant of the running average of the rate in ms; default 500. */
  readonly tau?: number;
}

const OPTIONS = {
  target: quantity(10, 'Hz', 'firing rate to pull towards', { min: 0 }),
  strength: quantity(0.001, '', 'how strong the pull is', { min: 0 }),
  tau: timeConstant(500, 'running average of the firing rate'),
};

/**
 * A learning signal that pulls every neuron towards a firing rate, whatever the loss says.
 *
 * f ← k f + (1 − k) z · 1000/dt with k = exp(−dt/`tau`), signal `strength` · (f − `target`) · dt/1000: the spikes per step that
 * the neuron has too many. f is kept in Hz because its first value, the target, must not depend on dt.
 *
 * @param options - target, strength and time constant
 */
export function firingRate(options: FiringRateOptions): NeuronSignal {
  const { target, strength, tau } = resolveParameters('firingRate', OPTIONS, options);
  return {
    name: 'firing rate',
    at: 'step',
    carried: { f: quantity(target, 'Hz', 'running average of the firing rate') },
    advance({ state, z, dt }) {
      const k = exp(-dt / tau);
      return { f: state['f']!.mul(k).add(z.mul(((1 - k) * 1000) / dt)) };
    },
    signal: ({ state, dt }) => state['f']!.sub(target).mul((strength * dt) / 1000),
  };
}
