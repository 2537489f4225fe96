import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/simulation/checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/simulation/checkpoint-format.ts';
import { CheckpointFormatError } from '../../src/simulation/checkpoint-errors.ts';
import { crc32 } from '../../src/simulation/crc32.ts';

const checkpoint: Checkpoint = {
  fingerprint: '00ff',
  batches: 7,
  examples: 896,
  arrays: { 3: Float32Array.of(0.5, -0, NaN), 9: Float64Array.of(Math.PI) },
  stores: {
    0: {
      pre: Uint32Array.of(0, 0, 2),
      post: Uint32Array.of(4, 1, 3),
      variables: { w: Float32Array.of(1, 2, 3), 'adam.m': Float32Array.of(4, 5, 6) },
      columnOffsets: Uint32Array.of(0, 1, 0),
    },
    1: { pre: new Uint32Array(0), post: new Uint32Array(0), variables: { w: new Float32Array(0) } },
  },
};

describe('the checkpoint format', () => {
  it('gives back every number bit for bit, and what was put beside them', () => {
    const { checkpoint: read, extra } = decodeCheckpoint(
      encodeCheckpoint(checkpoint, { epoch: 3, name: 'λ(t) → 5 %' }),
    );
    expect(read).toEqual(checkpoint);
    expect(Object.is(read.arrays[3]?.[1], -0)).toBe(true);
    expect(extra).toEqual({ epoch: 3, name: 'λ(t) → 5 %' });
  });

  it('reads from anywhere in a larger buffer', () => {
    const bytes = encodeCheckpoint(checkpoint);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(decodeCheckpoint(larger.subarray(3)).checkpoint).toEqual(checkpoint);
  });

  it('refuses every truncated file and every flipped bit, naming a byte', () => {
    const bytes = encodeCheckpoint(checkpoint, { note: 'x' });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), fc.boolean(), (at, bit, cut) => {
        const broken = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) broken[at] = (broken[at] as number) ^ (1 << bit);
        expect(() => decodeCheckpoint(broken)).toThrow(CheckpointFormatError);
        expect(() => decodeCheckpoint(broken)).toThrow(/at byte \d+/);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('uses the published CRC-32: 0xcbf43926 for the digits 1 to 9', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});
