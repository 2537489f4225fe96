import type { Backend } from '@growcone/core';
import { bandwidthOf } from './gpu/bandwidth.ts';
import { Gpu } from './gpu/gpu.ts';
import { openGpu, type GpuProvider } from './gpu/open-gpu.ts';
import { WebGpuDevice } from './runtime/device.ts';
import type { Delivery } from './schedule/delivery.ts';
import type { ScheduleKind } from './schedule/phase.ts';

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
  /**
   * How the steps of a compiled network run. `example`: a workgroup per example, with the loop over steps in the shader; the faster one for
   * small networks and many examples. `grid`: as many workgroups as there are neurons to fill, and a few dispatches per step. Left out, it is
   * chosen by the size of the network. Networks that run on always take the grid. Sums have the same order either way.
   */
  readonly schedule?: ScheduleKind;
  /**
   * How spikes find their synapses on a grid, over projections that are not dense. `columns`: each neuron looks through all of its
   * synapses in each step. `lists`: spikes tell the neurons that they reach; the faster one where few of many synapses transmit in a step.
   * Left out, it is chosen for each projection by the number of its synapses. The bits of the results are the same.
   */
  readonly delivery?: Delivery;
  /** Flags for `create` of the npm package `webgpu`, such as `adapter=SwiftShader`; in browsers they have no meaning. */
  readonly flags?: readonly string[];
  /** Whether to measure how long each shader takes, for {@link WebGpuDevice.profile}; it makes short shaders slower. */
  readonly profile?: boolean;
}

/**
 * Runs networks on a GPU through WebGPU: WGSL written for the network at hand. In a small network each example of a batch runs in a
 * workgroup of its own, with the loop over time inside the shader; a large one, or one that runs on, has the whole GPU in each step.
 * Results are the same bits every time on the same GPU; between GPUs, and between a GPU and the CPU, they differ by rounding.
 *
 * ```ts fragment
 * await using simulation = await net.compile(webgpu());
 * ```
 *
 * @param options - which GPU
 */
export function webgpu(options: WebGpuOptions = {}): Backend {
  const { stateBytes = Infinity, schedule, delivery } = options;
  if (!(stateBytes > 0)) throw new RangeError(`webgpu: stateBytes must be above 0, got ${String(stateBytes)}.`);
  oneOf('schedule', schedule, ['example', 'grid']);
  oneOf('delivery', delivery, ['columns', 'lists']);
  const settings = { stateBytes, schedule, delivery };
  return { name: 'webgpu', apiVersion: 1, open: async () => new WebGpuDevice(await opened(options), settings) };
}

/**
 * Measures how fast a GPU reads and writes its memory, in bytes per second: the triad a = b + s c of the STREAM benchmark, best of five.
 * What the sweeps of a network reach may be compared with it.
 *
 * @param options - which GPU
 */
export async function memoryBandwidth(options: WebGpuOptions = {}): Promise<number> {
  const gpu = await opened(options);
  try {
    return await bandwidthOf(gpu);
  } finally {
    gpu.close();
  }
}

/** Without it, the npm package rounds times to multiples of 65.5 µs, as browsers round them. */
const EXACT_TIMES = 'disable-dawn-features=timestamp_quantization';

const opened = async ({ gpu, powerPreference, flags = [], profile = false }: WebGpuOptions): Promise<Gpu> =>
  Gpu.open(gpu ?? (await openGpu(profile ? [...flags, EXACT_TIMES] : flags)), powerPreference, profile);

/** Refuses a choice that there is not. */
function oneOf(option: string, given: string | undefined, allowed: readonly string[]): void {
  if (given === undefined || allowed.includes(given)) return;
  const names = allowed.map((a) => `'${a}'`).join(' or ');
  throw new RangeError(`webgpu: ${option} must be ${names}, or left out to let the network decide, got '${given}'.`);
}
