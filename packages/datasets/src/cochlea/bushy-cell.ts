import { exp } from '@growcone/core';
import { STEPS_PER_SECOND } from './steps-per-second.ts';

/** A bushy cell listens to 40 fibres of one hair cell. */
export const FIBRES = 40;

const TAU_MEM = 1e-3;
const TAU_SYN = 0.5e-3;
const TAU_REFRAC = 1e-3;
// Per second; each fibre's share of it.
const WEIGHT = 13000 / FIBRES;

const keptPotential = exp(-1 / (STEPS_PER_SECOND * TAU_MEM));
const keptCurrent = exp(-1 / (STEPS_PER_SECOND * TAU_SYN));
const gain = WEIGHT / STEPS_PER_SECOND;
const refractorySteps = STEPS_PER_SECOND * TAU_REFRAC;

/**
 * A bushy cell of the cochlear nucleus: a leaky integrate-and-fire neuron that fires when many of its fibres do within a
 * millisecond.
 *
 * Current i ← i e^(−dt/0.5 ms) + spikes, potential v ← v e^(−dt/1 ms) + 325/s · i dt, a spike in the step after v ≥ 1, and
 * 1 ms at v = 0 after each.
 *
 * @param arriving - spikes of the fibres in each step
 * @param spike - called with each step in which the cell spikes, ascending
 * @internal
 */
export function bushyCell(arriving: Float64Array, spike: (step: number) => void): void {
  let potential = 0;
  let current = 0;
  let readyAt = 0;
  for (let step = 0; step < arriving.length; step++) {
    if (potential >= 1) {
      spike(step);
      potential = 0;
      readyAt = step + refractorySteps;
    }
    potential *= keptPotential;
    current = current * keptCurrent + arriving[step];
    if (step >= readyAt) potential += gain * current;
  }
}
