import type { Gpu } from '../gpu/gpu.ts';
import { bindings } from '../wgsl/shader.ts';
import type { Compiled, ProgramCode } from './code.ts';
import type { ProgramMemory } from './memory.ts';

/** Numbers for shaders by name, see `Fields`. */
export type Numbers = ReadonlyMap<string, number>;

/** Starts shaders. */
export class Dispatcher {
  private readonly gpu: Gpu;
  private readonly memory: ProgramMemory;
  private readonly layout: GPUBindGroupLayout;
  private readonly uniform: GPUBuffer;
  private bound: { readonly buffers: readonly GPUBuffer[]; readonly group: GPUBindGroup } | undefined;

  private constructor(gpu: Gpu, memory: ProgramMemory, layout: GPUBindGroupLayout, uniform: GPUBuffer) {
    this.gpu = gpu;
    this.memory = memory;
    this.layout = layout;
    this.uniform = uniform;
  }

  /** Prepares to start shaders. @param gpu - the GPU @param memory - what they work on @param code - the shaders */
  static async create(gpu: Gpu, memory: ProgramMemory, code: ProgramCode): Promise<Dispatcher> {
    const uniform = await gpu.buffer('the sizes of a network', 4 * code.mostFields, 'uniform');
    return new Dispatcher(gpu, memory, code.layout, uniform);
  }

  /**
   * Starts a shader; what was started before is finished first.
   *
   * @param compiled - the shader
   * @param numbers - its numbers
   * @param x - workgroups
   * @param y - rows of workgroups
   */
  run({ shader, pipeline }: Compiled, numbers: Numbers, x: number, y: number = 1): void {
    const { device } = this.gpu;
    const values = Uint32Array.from(shader.fields, (name) => {
      const value = numbers.get(name);
      if (value === undefined) throw new RangeError(`'${shader.name}' needs the number '${name}'`);
      return value;
    });
    device.queue.writeBuffer(this.uniform, 0, values);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.group());
    pass.dispatchWorkgroups(x, y);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** Frees its memory. */
  destroy(): void {
    this.uniform.destroy();
  }

  /** The buffers as they are now; a buffer that has grown is another one. */
  private group(): GPUBindGroup {
    const buffers = bindings.map((name) => this.memory.buffers[name].buffer);
    if (this.bound && buffers.every((buffer, i) => buffer === this.bound?.buffers[i])) return this.bound.group;
    const entries = [this.uniform, ...buffers].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = this.gpu.device.createBindGroup({ layout: this.layout, entries });
    this.bound = { buffers, group };
    return group;
  }
}
