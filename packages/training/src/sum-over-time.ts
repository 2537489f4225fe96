import { defineReadout, ONE, quantity, type Readout } from '@growcone/core';

/**
 * Sum over time: the potential of an output neuron summed over the trial.
 *
 * @returns the readout
 */
export const sumOverTime = (): Readout =>
  defineReadout({
    name: 'sumOverTime',
    reads: 'potential',
    state: { total: quantity(0, '', 'sum of the potential over the steps so far') },
    advance: ({ state, y }) => ({ total: state.total.add(y) }),
    value: ({ state }) => state.total,
    share: () => ONE,
  });
