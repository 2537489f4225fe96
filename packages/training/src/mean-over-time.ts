import { defineReadout, ONE, quantity, type Readout } from '@growcone/core';

/**
 * Mean over time: the average potential of an output neuron over the trial.
 *
 * @returns the readout
 */
export const meanOverTime = (): Readout =>
  defineReadout({
    name: 'meanOverTime',
    reads: 'potential',
    state: { total: quantity(0, '', 'sum of the potential over the steps so far') },
    advance: ({ state, y }) => ({ total: state.total.add(y) }),
    value: ({ state, steps }) => state.total.div(steps),
    share: ({ steps }) => ONE.div(steps),
  });
