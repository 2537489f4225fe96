// What only sweeps need in which synapses change from step to step; load-live.ts loads it for them.
export { emitAttempts } from './attempts.ts';
export { emitPostSpikes } from './post-spikes.ts';
