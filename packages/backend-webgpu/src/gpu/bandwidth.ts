import type { Gpu } from './gpu.ts';

const LANES = 256;
const MOST_GROUPS = 65_535;
/** Bytes of each of three arrays: together far more than a GPU's caches hold, and little enough for a GPU in software. */
const BYTES = { gpu: 2 ** 28, software: 2 ** 22 } as const;
/** Milliseconds after which a stretch of work is long beside what starting it takes. */
const LONG_ENOUGH = 40;
const ROUNDS = 5;

/** a = b + s c, a vector of four numbers per lane and turn. */
const code = `@group(0) @binding(0) var<storage, read_write> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read> c: array<vec4f>;
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < arrayLength(&a); i += groups.x * ${LANES}u) { a[i] = b[i] + 3.0 * c[i]; }
}
`;

/**
 * Measures how fast a GPU reads and writes its memory: a sum of two arrays into a third, as the triad of the STREAM benchmark (McCalpin
 * 1995) computes it. The best of five stretches, in bytes per second; each number counts where it is read and where it is written.
 *
 * @param gpu - the GPU
 */
export async function bandwidthOf(gpu: Gpu): Promise<number> {
  const { device } = gpu;
  const bytes = Math.min(gpu.software ? BYTES.software : BYTES.gpu, gpu.largestBuffer);
  const entries = (['storage', 'read-only-storage', 'read-only-storage'] as const).map((type, binding) => {
    return { binding, visibility: 4, buffer: { type } };
  });
  const layout = device.createBindGroupLayout({ entries });
  const pipeline = await gpu.pipeline('triad', code, device.createPipelineLayout({ bindGroupLayouts: [layout] }));
  const buffers: GPUBuffer[] = [];
  try {
    for (const name of ['a', 'b', 'c']) buffers.push(await gpu.buffer(`array ${name} of the triad`, bytes, 'storage'));
    const resources = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = device.createBindGroup({ layout, entries: resources });
    const groups = Math.min(MOST_GROUPS, Math.ceil(bytes / 16 / LANES));
    const stretch = async (times: number): Promise<number> => {
      const start = performance.now();
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      for (let i = 0; i < times; i++) pass.dispatchWorkgroups(groups);
      pass.end();
      device.queue.submit([encoder.finish()]);
      await gpu.finish();
      return performance.now() - start;
    };
    // The first times a driver still compiles.
    let times = 1;
    while ((await stretch(times)) < LONG_ENOUGH || times === 1) times *= 2;
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) taken.push(await stretch(times));
    return (3 * bytes * times) / (Math.min(...taken) / 1000);
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}
