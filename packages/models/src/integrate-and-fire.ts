import {
  defineNeuron,
  exp,
  ParameterRangeError,
  quantity,
  timeConstant,
  triangular,
  type NeuronModel,
  type Values,
} from '@growcone/core';
import { startingAt } from './starting-at.ts';

const NAME = 'integrateAndFire';
const RESET = 'potential after a spike, below the threshold';

const define = defineNeuron({
  name: NAME,
  cite: 'doi:10.1007/s10827-007-0038-6',
  params: {
    tauMem: timeConstant(20, 'membrane time constant'),
    resistance: quantity(100, 'MΩ', 'membrane resistance', { above: 0 }),
    vRest: quantity(-60, 'mV', 'potential without input'),
    vReset: quantity(-60, 'mV', RESET),
    vTh: quantity(-50, 'mV', 'firing threshold'),
  },
  state: { v: quantity(-60, 'mV', 'membrane potential') },
  derive: ({ tauMem, resistance, vRest, vReset, vTh }, dt) => {
    const alpha = exp(-dt / tauMem);
    return { alpha, gain: resistance * (1 - alpha), pull: vRest * (1 - alpha), width: vTh - vReset };
  },
  // α v + (1 − α)(vRest + R I): the exact solution for a current that is constant over the step.
  integrate: ({ v }, input, { alpha, gain, pull }) => ({ v: v.mul(alpha).add(input.mul(gain)).add(pull) }),
  spike: {
    threshold: ({ v }, { vTh }) => v.sub(vTh),
    surrogate: ({ width }) => triangular(width, 0.3),
    reset: ({ v }, z, { vReset }) => ({ v: z.detach().gt(0).select(vReset, v) }),
  },
});

/**
 * Leaky integrate-and-fire in physical units with a reset to a fixed potential: the neuron of the COBA and CUBA benchmark
 * networks (Brette et al. 2007).
 *
 * `tauMem` dv/dt = `vRest` − v + `resistance` I, solved exactly over each step for constant I; a spike where v ≥ `vTh`; then
 * v ← `vReset`, which learning does not look through. Potentials in mV, currents in nA, resistance in MΩ; for weights in mV
 * set `resistance` to 1. It starts at `vReset`. Surrogate: triangular, as wide as `vTh` − `vReset`, of height 0.3.
 *
 * @param overrides - parameters that differ from those of the COBA network
 * @returns the neuron model
 */
export const integrateAndFire: (
  overrides?: Partial<Values<'tauMem' | 'resistance' | 'vRest' | 'vReset' | 'vTh'>>,
) => NeuronModel = (overrides) => {
  const model = define(overrides);
  const { vReset, vTh } = model.params as Values<'vReset' | 'vTh'>;
  // At or above the threshold it would fire in every step.
  if (vReset >= vTh) throw new ParameterRangeError(NAME, 'vReset', vReset, quantity(-60, 'mV', RESET, { max: vTh }));
  return startingAt(model, { v: vReset });
};
