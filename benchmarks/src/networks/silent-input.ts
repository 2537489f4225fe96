import type { SpikeBatch } from '@growcone/core';

/** Input without a spike. @param steps - number of steps */
export const silent = (steps: number): SpikeBatch => ({
  size: 1,
  steps,
  offsets: new Uint32Array(steps + 1),
  neurons: new Uint32Array(0),
});
