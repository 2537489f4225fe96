import type { Backend } from '@growcone/core';
import { Gpu } from './gpu/gpu.ts';
import { openGpu, type GpuProvider } from './gpu/open-gpu.ts';
import { WebGpuDevice } from './runtime/device.ts';

/** Which GPU networks run on. */
export interface WebGpuOptions {
  /** Where GPUs come from; left out, `navigator.gpu`, and in Node.js the npm package `webgpu`. */
  readonly gpu?: GpuProvider;
  /** Which of several GPUs; left out, the browser or driver decides. */
  readonly powerPreference?: 'low-power' | 'high-performance';
  /** Flags for `create` of the npm package `webgpu`, such as `adapter=SwiftShader`; in browsers they have no meaning. */
  readonly flags?: readonly string[];
}

/**
 * Runs networks on a GPU through WebGPU: WGSL written for the network at hand. Each example of a batch runs in a workgroup of its own,
 * with the loop over time inside the shader. Results are the same bits every time on the same GPU; between GPUs, and between a GPU and the
 * CPU, they differ by rounding.
 *
 * ```ts fragment
 * await using simulation = await net.compile(webgpu());
 * ```
 *
 * @param options - which GPU
 */
export function webgpu({ gpu, powerPreference, flags = [] }: WebGpuOptions = {}): Backend {
  return {
    name: 'webgpu',
    open: async () => new WebGpuDevice(await Gpu.open(gpu ?? (await openGpu(flags)), powerPreference)),
  };
}
