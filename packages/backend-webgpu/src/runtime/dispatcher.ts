import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/gpu.ts';
import { bindings, type Shader } from '../wgsl/shader.ts';
import { Binder } from './binder.ts';
import type { Compiled, ProgramCode } from './code.ts';
import type { ProgramMemory } from './memory.ts';

/** Numbers for shaders by name, see `Fields`. */
export type Numbers = ReadonlyMap<string, number>;

/** The numbers of a shader in its order. @param shader - the shader @param numbers - its numbers, and others */
export const inOrder = ({ name: shader, fields }: Shader, numbers: Numbers): Uint32Array<ArrayBuffer> =>
  Uint32Array.from(fields, (name) => {
    const value = numbers.get(name);
    if (value === undefined) throw new RangeError(`'${shader}' needs the number '${name}'`);
    return value;
  });

/** Starts shaders of a program. */
export class Dispatcher {
  private readonly gpu: Gpu;
  private readonly memory: ProgramMemory;
  private readonly binder: Binder;

  /** @param gpu - the GPU @param memory - what shaders work on @param code - the shaders */
  constructor(gpu: Gpu, memory: ProgramMemory, code: ProgramCode) {
    this.gpu = gpu;
    this.memory = memory;
    this.binder = new Binder(gpu, code.layout, code.mostFields);
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
    return inOrder(shader, numbers);
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
    const group = this.binder.group(bindings.map((name) => this.memory.buffers[name].buffer));
    this.gpu.commands.dispatch({ name: shader.name, pipeline, group, numbers, groups }, this.binder.bound);
  }
}
