import type { Benchmark } from '../benchmark.ts';
import { balancedOnGpu } from './balanced-gpu.ts';
import { balancedSpeed, summariseBalanced } from './balanced-speed.ts';

/** The balanced network with conductances. */
export const coba: Benchmark = {
  name: 'coba',
  onGpu: balancedOnGpu('coba'),
  question:
    'How many seconds does a second of the balanced network with conductance synapses take (Vogels and Abbott, dt 0.1 ms, ' +
    '80 synapses per neuron) on one thread, and how does it fire?',
  target: '0.04 s with 4000 and 0.22 s with 20 000 neurons on the machine of the design; 17–20 Hz',
  summarise: (rows) => summariseBalanced('coba', rows),
  run: (options) => balancedSpeed('coba', options),
};
