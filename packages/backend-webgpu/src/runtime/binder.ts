import type { Gpu } from '../gpu/gpu.ts';

const VISIBLE_TO_COMPUTE = 0x4;

/**
 * How buffers are bound: the numbers of a dispatch at binding 0, storage buffers behind.
 *
 * @param gpu - the GPU
 * @param names - the storage buffers
 * @param isReadOnly - whether shaders only read one
 */
export function bufferLayout<N extends string>(
  gpu: Gpu,
  names: readonly N[],
  isReadOnly: (name: N) => boolean,
): GPUBindGroupLayout {
  const storage = names.map((name, i): GPUBindGroupLayoutEntry => ({
    binding: i + 1,
    visibility: VISIBLE_TO_COMPUTE,
    buffer: { type: isReadOnly(name) ? 'read-only-storage' : 'storage' },
  }));
  const uniform: GPUBindGroupLayoutEntry = {
    binding: 0,
    visibility: VISIBLE_TO_COMPUTE,
    buffer: { type: 'uniform', hasDynamicOffset: true },
  };
  return gpu.device.createBindGroupLayout({ entries: [uniform, ...storage] });
}

/** Binds buffers to shaders that share a layout. */
export class Binder {
  /** Bytes of the numbers of the shader that has most of them. */
  readonly bound: number;
  private readonly gpu: Gpu;
  private readonly layout: GPUBindGroupLayout;
  private last: { readonly buffers: readonly GPUBuffer[]; readonly group: GPUBindGroup } | undefined;

  /** @param gpu - the GPU @param layout - how they are bound @param mostFields - most numbers that a shader takes from the host */
  constructor(gpu: Gpu, layout: GPUBindGroupLayout, mostFields: number) {
    this.gpu = gpu;
    this.layout = layout;
    this.bound = 16 * Math.ceil(mostFields / 4);
  }

  /** The buffers as they are now; a buffer that has grown is another one. @param buffers - the storage buffers */
  group(buffers: readonly GPUBuffer[]): GPUBindGroup {
    if (this.last && buffers.every((buffer, i) => buffer === this.last?.buffers[i])) return this.last.group;
    const uniform = { buffer: this.gpu.commands.uniform, size: this.bound };
    const entries = [uniform, ...buffers.map((buffer) => ({ buffer }))].map((resource, binding) => {
      return { binding, resource };
    });
    const group = this.gpu.device.createBindGroup({ layout: this.layout, entries });
    this.last = { buffers, group };
    return group;
  }
}
