import { defineReadout, ONE, quantity, type Readout } from '@growcone/core';

/**
 * Spike count: how often an output neuron fired during the trial.
 *
 * @returns the readout
 */
export const spikeCount = (): Readout =>
  defineReadout({
    name: 'spikeCount',
    reads: 'spikes',
    state: { count: quantity(0, 'spikes', 'spikes so far') },
    advance: ({ state, y }) => ({ count: state.count.add(y) }),
    value: ({ state }) => state.count,
    share: () => ONE,
  });
