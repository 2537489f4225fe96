import { definePlasticity, exp, quantity, resolveParameters, timeConstant, type PlasticityRule } from '@growcone/core';

/** Options of {@link pluginName}. */
export interface PluginNameOptions {
  /** How much of its way to 1 a weight goes at a spike, per unit of the trace; default 0.05. */
  readonly rate?: number;
  /** Trace above which an input becomes stronger; default 0.4. */
  readonly target?: number;
  /** Time constant of the trace in ms; default 20. */
  readonly tau?: number;
}

const OPTIONS = {
  rate: quantity(0.05, '', 'how much of its way to 1 a weight goes at a spike', { min: 0 }),
  target: quantity(0.4, '', 'trace above which an input becomes stronger', { min: 0 }),
  tau: timeConstant(20, 'time constant of the trace'),
};

/**
 * Inputs that were active shortly before the neuron fired become stronger, the others weaker.
 *
 * Every presynaptic neuron has a trace: xᵢ ← xᵢ e^(−dt/`tau`) + 1 when a spike of it arrives. When the postsynaptic neuron fires,
 * w ← max(0, w + `rate` (xᵢ − `target`) (1 − w)). Weights that begin between 0 and 1 stay there as long as `rate` (xᵢ − `target`) is at
 * most 1.
 *
 * Diehl and Cook 2015, doi:10.3389/fncom.2015.00099, without their power of the weight.
 *
 * @param options - rate, target, time constant
 * @returns the plasticity rule
 */
export function pluginName(options: PluginNameOptions = {}): PlasticityRule {
  const { rate, target, tau } = resolveParameters('pluginName', OPTIONS, options);
  return {
    kind: 'plasticity',
    apiVersion: 1,
    name: 'pluginName',
    cite: 'doi:10.3389/fncom.2015.00099',
    update: ({ dt }) =>
      definePlasticity<never, 'trace'>({
        pre: { trace: quantity(0, '', 'filtered presynaptic spikes') },
        eachPre: ({ pre, x }) => ({ trace: pre.trace.mul(exp(-dt / tau)).add(x) }),
        onPostSpike: ({ w, pre }) => ({ w: w.add(pre.trace.sub(target).mul(w.neg().add(1)).mul(rate)).max(0) }),
      }),
  };
}
