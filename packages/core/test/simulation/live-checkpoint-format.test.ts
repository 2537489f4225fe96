import { describe, expect, it } from 'vitest';
import type { LiveCheckpoint } from '../../src/simulation/checkpoint.ts';
import { encodeCheckpoint } from '../../src/simulation/checkpoint-format.ts';
import { decodeLiveCheckpoint, encodeLiveCheckpoint } from '../../src/simulation/live-checkpoint-format.ts';

const checkpoint: LiveCheckpoint = {
  fingerprint: '00ff',
  steps: 12_345,
  arrays: { 3: Float32Array.of(0.5, -0, NaN) },
  stores: {
    0: { pre: Uint32Array.of(0, 2), post: Uint32Array.of(4, 1), variables: { w: Float32Array.of(1, 2) } },
  },
  past: { 1: { size: 1, steps: 2, offsets: Uint32Array.of(0, 1, 3), neurons: Uint32Array.of(5, 0, 7) } },
};

describe('the checkpoint format of networks that run on', () => {
  it('gives back state, synapses, spikes on their way, and what was put beside them', () => {
    const { checkpoint: read, extra } = decodeLiveCheckpoint(encodeLiveCheckpoint(checkpoint, { seconds: 3 }));
    expect(read).toEqual(checkpoint);
    expect(extra).toEqual({ seconds: 3 });
  });

  it('refuses a checkpoint of training', () => {
    const training = encodeCheckpoint({ fingerprint: '', batches: 1, examples: 1, arrays: {}, stores: {} });
    expect(() => decodeLiveCheckpoint(training)).toThrow(
      'This is a checkpoint of training, not of a network that runs',
    );
  });

  it('refuses a file that was cut off', () => {
    const bytes = encodeLiveCheckpoint(checkpoint);
    expect(() => decodeLiveCheckpoint(bytes.slice(0, bytes.length - 4))).toThrow('truncated or damaged');
  });
});
