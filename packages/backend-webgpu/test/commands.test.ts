import { describe, expect, it } from 'vitest';
import { UNIFORM_BYTES } from '../src/gpu/commands.ts';
import { Gpu } from '../src/gpu/gpu.ts';
import { openGpu } from '../src/gpu/open-gpu.ts';
import { skipped } from './software-adapter.ts';

const append = `struct Fields { value: u32 }
@group(0) @binding(0) var<uniform> P: Fields;
@group(0) @binding(1) var<storage, read_write> list: array<u32>;
@compute @workgroup_size(1)
fn main() { list[0] += 1u; list[list[0]] = P.value; }
`;

/** Runs a shader that appends its number to a list, once per number, and returns the list and what the clock says. */
async function appended(values: readonly number[], timed: boolean) {
  const gpu = await Gpu.open(await openGpu([]), undefined, timed);
  try {
    const { device, commands } = gpu;
    const layout = device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility: 4, buffer: { type: 'uniform', hasDynamicOffset: true } },
        { binding: 1, visibility: 4, buffer: { type: 'storage' } },
      ],
    });
    const pipeline = await gpu.pipeline('append', append, device.createPipelineLayout({ bindGroupLayouts: [layout] }));
    const list = await gpu.buffer('a list', 4 * (values.length + 1), 'storage');
    const entries = [{ buffer: commands.uniform, size: 16 }, { buffer: list }];
    const group = device.createBindGroup({
      layout,
      entries: entries.map((resource, binding) => ({ binding, resource })),
    });
    for (const value of values) {
      commands.dispatch({ name: 'append', pipeline, group, numbers: Uint32Array.of(value), groups: [1, 1] }, 16);
    }
    const found = new Uint32Array(await gpu.read(list, 0, 4 * (values.length + 1)));
    return { found: Array.from(found), times: await commands.times() };
  } finally {
    gpu.close();
  }
}

describe.skipIf(skipped)('work that is handed over together', () => {
  it('runs in order, each piece with its own numbers, also when there is more than the numbers have room for', async () => {
    // A dispatch takes 256 bytes of the numbers.
    const values = Array.from({ length: UNIFORM_BYTES / 256 + 10 }, (_, i) => 3 * i);
    const { found, times } = await appended(values, false);
    expect(found).toEqual([values.length, ...values]);
    expect(times).toBeUndefined();
  });

  it('is timed by name of shader where that is asked for', async () => {
    const values = Array.from({ length: 2100 }, (_, i) => i);
    const { found, times } = await appended(values, true);
    expect(found).toEqual([values.length, ...values]);
    expect([...(times ?? [])].map(([name, { calls }]) => [name, calls])).toEqual([['append', 2100]]);
    // 2100 starts take more than no time, and a software GPU needs some 10 µs for each.
    expect(times?.get('append')?.milliseconds).toBeGreaterThan(0);
  });
});
