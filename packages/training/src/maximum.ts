import { defineReadout, quantity, type Readout } from '@growcone/core';

/**
 * Maximum: the largest potential of an output neuron during the trial. Of equal ones the first counts: the learning signal
 * goes to its step.
 *
 * @returns the readout
 */
export const maximum = (): Readout =>
  defineReadout({
    name: 'maximum',
    reads: 'potential',
    state: {
      largest: quantity(0, '', 'largest potential so far'),
      reached: quantity(0, 'steps', 'step in which it was reached first; 0 before the first step'),
    },
    advance({ state, y, step }) {
      // The first step counts whatever its potential is, so that potentials below 0 have a maximum too.
      const higher = y.gt(state.largest).or(step.le(1));
      return { largest: higher.select(y, state.largest), reached: higher.select(step, state.reached) };
    },
    value: ({ state }) => state.largest,
    share: ({ state, step }) => step.eq(state.reached).select(1, 0),
  });
