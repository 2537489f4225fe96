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
  /**
   * Bytes of GPU memory that state and records of the examples in work may take, and as many again for their spikes; left out, as much as
   * one buffer may have. A batch that needs more is cut into fewer examples at a time and, where it learns by a reverse sweep, into
   * segments of the trial that are computed again on the way back. Neither changes the order of any sum. One example in its shortest
   * segments may always have what it needs.
   */
  readonly stateBytes?: number;
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
export function webgpu({ gpu, powerPreference, stateBytes = Infinity, flags = [] }: WebGpuOptions = {}): Backend {
  if (!(stateBytes > 0)) throw new RangeError(`webgpu: stateBytes must be above 0, got ${String(stateBytes)}.`);
  return {
    name: 'webgpu',
    open: async () => new WebGpuDevice(await Gpu.open(gpu ?? (await openGpu(flags)), powerPreference), stateBytes),
  };
}
