import type { Benchmark } from '../benchmark.ts';
import { balancedOnGpu } from './balanced-gpu.ts';
import { balancedSpeed, summariseBalanced } from './balanced-speed.ts';

/** The balanced network with currents. */
export const cuba: Benchmark = {
  name: 'cuba',
  onGpu: balancedOnGpu('cuba'),
  question:
    'How many seconds does a second of the balanced network with exponential currents take (Vogels and Abbott, dt 0.1 ms, ' +
    '80 synapses per neuron) on one thread, and how does it fire?',
  target: '0.035 s with 4000 and 0.18 s with 20 000 neurons on the machine of the design; 5.1–5.7 Hz',
  summarise: (rows) => summariseBalanced('cuba', rows),
  run: (options) => balancedSpeed('cuba', options),
};
