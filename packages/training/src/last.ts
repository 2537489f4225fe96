import { defineReadout, quantity, type Readout } from '@growcone/core';

/**
 * Last: the potential of an output neuron in the last step of the trial.
 *
 * @returns the readout
 */
export const last = (): Readout =>
  defineReadout({
    name: 'last',
    reads: 'potential',
    state: { latest: quantity(0, '', 'potential of the latest step') },
    advance: ({ y }) => ({ latest: y }),
    value: ({ state }) => state.latest,
    share: ({ step, steps }) => step.eq(steps).select(1, 0),
  });
