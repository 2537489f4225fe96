import { openGpu } from '../src/gpu/open-gpu.ts';
import { Gpu } from '../src/gpu/gpu.ts';

/** Runs `work` with a GPU that is given back afterwards. */
export async function withGpu<T>(work: (gpu: Gpu) => Promise<T>): Promise<T> {
  const gpu = await Gpu.open(await openGpu([]));
  try {
    return await work(gpu);
  } finally {
    gpu.close();
  }
}

/**
 * What a WGSL function makes of each of many arguments.
 *
 * @param declarations - WGSL in front
 * @param expression - of `x`, an element of the input, of type u32 as is the result
 * @param input - the arguments
 * @param width - words of input and output per turn
 */
export function evaluate(
  declarations: string,
  expression: (input: string, output: string) => string,
  input: Uint32Array<ArrayBuffer>,
  width: { readonly input: number; readonly output: number },
): Promise<Uint32Array> {
  return withGpu(async (gpu) => {
    const { device } = gpu;
    const turns = input.length / width.input;
    const code = `@group(0) @binding(0) var<storage, read> given: array<u32>;
@group(0) @binding(1) var<storage, read_write> result: array<u32>;
${declarations}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= ${turns}u) { return; }
  let at = id.x * ${width.input}u;
  let to = id.x * ${width.output}u;
  ${expression('given[at', 'result[to')}
}`;
    const entries = (['read-only-storage', 'storage'] as const).map((type, binding) => {
      return { binding, visibility: 4, buffer: { type } };
    });
    const layout = device.createBindGroupLayout({ entries });
    const pipeline = await gpu.pipeline('a test', code, device.createPipelineLayout({ bindGroupLayouts: [layout] }));
    const [given, result] = await Promise.all(
      [input.byteLength, 4 * turns * width.output].map((bytes) => gpu.buffer('a test', bytes, 'storage')),
    );
    device.queue.writeBuffer(given, 0, input);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const resources = [given, result].map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, device.createBindGroup({ layout, entries: resources }));
    pass.dispatchWorkgroups(Math.ceil(turns / 64));
    pass.end();
    device.queue.submit([encoder.finish()]);
    return new Uint32Array(await gpu.read(result, 0, 4 * turns * width.output));
  });
}
