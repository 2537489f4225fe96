import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/gpu.ts';
import { bindings } from '../wgsl/shader.ts';
import type { Compiled, ProgramCode } from './code.ts';
import type { ProgramMemory } from './memory.ts';

/** Numbers for shaders by name, see `Fields`. */
export type Numbers = ReadonlyMap<string, number>;

/** Starts shaders of a program. */
export class Dispatcher {
  private readonly gpu: Gpu;
  private readonly memory: ProgramMemory;
  private readonly layout: GPUBindGroupLayout;
  /** Bytes of the numbers of the shader that has most of them. */
  private readonly bound: number;
  private last: { readonly buffers: readonly GPUBuffer[]; readonly group: GPUBindGroup } | undefined;

  /** @param gpu - the GPU @param memory - what shaders work on @param code - the shaders */
  constructor(gpu: Gpu, memory: ProgramMemory, code: ProgramCode) {
    this.gpu = gpu;
    this.memory = memory;
    this.layout = code.layout;
    this.bound = 16 * Math.ceil(code.mostFields / 4);
  }

  /**
   * Starts a shader when what was started before is finished, and at the latest when something waits for the GPU.
   *
   * @param compiled - the shader
   * @param numbers - its numbers
   * @param x - workgroups
   * @param y - rows of workgroups
   */
  run(compiled: Compiled, numbers: Numbers, x: number, y: number = 1): void {
    this.start(compiled, this.numbersOf(compiled, numbers), [x, y]);
  }

  /** The numbers of a shader in its order, for {@link Dispatcher.repeat}. @param compiled - the shader @param numbers - its numbers */
  numbersOf({ shader }: Compiled, numbers: Numbers): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(shader.fields, (name) => {
      const value = numbers.get(name);
      if (value === undefined) throw new RangeError(`'${shader.name}' needs the number '${name}'`);
      return value;
    });
  }

  /** Starts a shader whose numbers are in order already. @param compiled - the shader @param values - its numbers @param groups - its workgroups */
  repeat(compiled: Compiled, values: Uint32Array<ArrayBuffer>, groups: Dispatch['groups']): void {
    this.start(compiled, values, groups);
  }

  /** Starts a shader with as many workgroups as the GPU finds in a buffer. @param compiled - the shader @param numbers - its numbers @param buffer - holds three numbers of workgroups @param offset - where, in bytes */
  runIndirect(compiled: Compiled, numbers: Numbers, buffer: GPUBuffer, offset: number): void {
    this.start(compiled, this.numbersOf(compiled, numbers), { buffer, offset });
  }

  private start({ shader, pipeline }: Compiled, numbers: Dispatch['numbers'], groups: Dispatch['groups']): void {
    const work = { name: shader.name, pipeline, group: this.group(), numbers, groups };
    this.gpu.commands.dispatch(work, this.bound);
  }

  /** The buffers as they are now; a buffer that has grown is another one. */
  private group(): GPUBindGroup {
    const buffers = bindings.map((name) => this.memory.buffers[name].buffer);
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
