import { shardCount } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Memory } from '../../src/runtime/memory.ts';
import { toolModule, type MemoryTools } from '../../src/runtime/memory-tools.ts';

async function tools(simd: boolean): Promise<{ readonly memory: Memory; readonly tools: MemoryTools }> {
  const memory = new Memory(false);
  const module = await WebAssembly.compile(toolModule({ shared: false, simd }));
  const { exports } = await WebAssembly.instantiate(module, { env: { memory: memory.memory } });
  return { memory, tools: exports as unknown as MemoryTools };
}

describe.each([true, false])('summing shards, SIMD %o', (simd) => {
  it('adds in the order of the copies and empties all but the first', async () => {
    const { memory, tools: own } = await tools(simd);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer(),
        (groups, copies, seed) => {
          const length = 4 * groups;
          const stride = 16 * groups + 32;
          const address = memory.allocate(stride * copies + 16, 'a test');
          const value = (copy: number, i: number): number =>
            Math.fround(Math.sin(seed + copy * 100 + i) * 10 ** (i % 7));
          for (let c = 0; c < copies; c++)
            for (let i = 0; i < length; i++) memory.f32[(address + c * stride) / 4 + i] = value(c, i);
          expect(own.sum(address, 4 * length, stride, copies)).toBe(0);
          for (let i = 0; i < length; i++) {
            let sum = value(0, i);
            for (let c = 1; c < copies; c++) sum = Math.fround(sum + value(c, i));
            expect(memory.f32[address / 4 + i]).toBe(sum);
            for (let c = 1; c < copies; c++) expect(memory.f32[(address + c * stride) / 4 + i]).toBe(0);
          }
          memory.free(address);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells sums that are not finite', async () => {
    const { memory, tools: own } = await tools(simd);
    const address = memory.allocate(64, 'a test');
    for (const bad of [NaN, Infinity, -Infinity]) {
      for (let at = 0; at < 16; at++) {
        memory.f32.fill(1, address / 4, address / 4 + 16);
        expect(own.finite(address, 64)).toBe(0);
        memory.f32[address / 4 + at] = bad;
        expect(own.finite(address, 64)).toBeNaN();
        expect(own.sum(address, 32, 32, 2)).toBeNaN();
      }
    }
  });
});

describe('the number of shards', () => {
  it('depends on the batch and the size of the gradient only', () => {
    expect(shardCount(1, 4)).toBe(1);
    expect(shardCount(5, 4)).toBe(5);
    expect(shardCount(128, 2 ** 20)).toBe(8);
    expect(shardCount(128, 16 * 2 ** 20)).toBe(4);
    expect(shardCount(128, 100 * 2 ** 20)).toBe(1);
    expect(shardCount(3, 0)).toBe(3);
  });
});
