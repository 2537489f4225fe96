import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Memory } from '../../src/runtime/memory.ts';

describe('memory', () => {
  it('hands out blocks that start on 16 bytes, are zero and do not overlap, in any order of use', () => {
    const step = fc.record({ bytes: fc.integer({ min: 0, max: 90_000 }), free: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, shared) => {
        const memory = new Memory(shared, 65_536);
        const blocks: { address: number; bytes: number; mark: number }[] = [];
        steps.forEach(({ bytes, free }, i) => {
          if (free && blocks.length > 0) {
            const [gone] = blocks.splice(i % blocks.length, 1);
            memory.free(gone!.address);
            return;
          }
          const address = memory.allocate(bytes, 'a test');
          expect(address % 16).toBe(0);
          expect(address).toBeGreaterThan(0);
          expect(memory.u8.subarray(address, address + bytes).every((byte) => byte === 0)).toBe(true);
          const mark = 1 + (i % 250);
          memory.u8.fill(mark, address, address + bytes);
          blocks.push({ address, bytes, mark });
        });
        for (const { address, bytes, mark } of blocks) {
          expect(memory.u8.subarray(address, address + bytes).every((byte) => byte === mark)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('uses what was given back', () => {
    const memory = new Memory(false, 65_536);
    for (let i = 0; i < 500; i++) {
      const addresses = [1000, 20_000, 300].map((bytes) => memory.allocate(bytes, 'a test'));
      for (const address of addresses) memory.free(address);
    }
    expect(memory.memory.buffer.byteLength).toBe(65_536);
    expect(memory.used).toBe(0);
  });

  it('says what it has no room for', () => {
    const memory = new Memory(false);
    expect(() => memory.allocate(5 * 2 ** 30, 'the history of worker 3')).toThrow(/history of worker 3.*5121 MiB/s);
  });
});
