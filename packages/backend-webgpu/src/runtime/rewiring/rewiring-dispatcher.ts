import type { Gpu } from '../../gpu/gpu.ts';
import { PackedBuffer } from '../../gpu/packed-buffer.ts';
import { GRID_LANES } from '../../wgsl/grid-shaders.ts';
import { rewiringBindings } from '../../wgsl/rewiring/rewiring-shader.ts';
import type { Shader } from '../../wgsl/shader.ts';
import type { Numbers } from '../dispatcher.ts';
import type { ProgramMemory } from '../memory.ts';

const VISIBLE_TO_COMPUTE = 0x4;
const MOST_GROUPS = 65_535;

/** Starts the shaders that rewire. They may change synapse indices, which other shaders only read, and have a working memory. */
export class RewiringDispatcher {
  /** The GPU. */
  readonly gpu: Gpu;
  /** What they work on. */
  readonly memory: ProgramMemory;
  /** Their working memory. */
  readonly scratch: PackedBuffer;
  private readonly layout: GPUBindGroupLayout;
  private readonly pipelines: ReadonlyMap<Shader, GPUComputePipeline>;
  /** Bytes of the numbers of the shader that has most of them. */
  private readonly bound: number;
  private last: { readonly buffers: readonly GPUBuffer[]; readonly group: GPUBindGroup } | undefined;

  private constructor(
    gpu: Gpu,
    memory: ProgramMemory,
    scratch: PackedBuffer,
    layout: GPUBindGroupLayout,
    pipelines: ReadonlyMap<Shader, GPUComputePipeline>,
  ) {
    this.gpu = gpu;
    this.memory = memory;
    this.scratch = scratch;
    this.layout = layout;
    this.pipelines = pipelines;
    this.bound = 16 * Math.ceil(Math.max(1, ...[...pipelines.keys()].map(({ fields }) => fields.length)) / 4);
  }

  /** Compiles shaders. @param gpu - the GPU @param memory - what they work on @param shaders - the shaders */
  static async create(gpu: Gpu, memory: ProgramMemory, shaders: ReadonlySet<Shader>): Promise<RewiringDispatcher> {
    const uniform: GPUBindGroupLayoutEntry = {
      binding: 0,
      visibility: VISIBLE_TO_COMPUTE,
      buffer: { type: 'uniform', hasDynamicOffset: true },
    };
    const storage = rewiringBindings.map((_, i): GPUBindGroupLayoutEntry => {
      return { binding: i + 1, visibility: VISIBLE_TO_COMPUTE, buffer: { type: 'storage' } };
    });
    const layout = gpu.device.createBindGroupLayout({ entries: [uniform, ...storage] });
    const pipelineLayout = gpu.device.createPipelineLayout({ bindGroupLayouts: [layout] });
    const compiled = [...shaders].map(async (shader) => {
      return [shader, await gpu.keptPipeline(shader.name, shader.code, pipelineLayout)] as const;
    });
    const pipelines = new Map(await Promise.all(compiled));
    const scratch = await PackedBuffer.create(gpu, 'the working memory of rewirings');
    return new RewiringDispatcher(gpu, memory, scratch, layout, pipelines);
  }

  /** Starts a shader, a lane per element while there are workgroups. @param shader - one of those compiled @param numbers - its numbers @param elements - how many elements there may be */
  over(shader: Shader, numbers: Numbers, elements: number): void {
    this.groups(shader, numbers, this.groupsFor(elements));
  }

  /** Workgroups with a lane per element, while there are so many. @param elements - how many */
  groupsFor(elements: number): number {
    return Math.min(MOST_GROUPS, Math.ceil(elements / GRID_LANES));
  }

  /** Starts a shader. @param shader - one of those compiled @param numbers - its numbers @param groups - workgroups */
  groups(shader: Shader, numbers: Numbers, groups: number): void {
    if (groups === 0) return;
    const pipeline = this.pipelines.get(shader);
    if (!pipeline) throw new RangeError(`'${shader.name}' was never compiled`);
    const values = Uint32Array.from(shader.fields, (name) => {
      const value = numbers.get(name);
      if (value === undefined) throw new RangeError(`'${shader.name}' needs the number '${name}'`);
      return value;
    });
    const work = { name: shader.name, pipeline, group: this.group(), numbers: values };
    this.gpu.commands.dispatch({ ...work, groups: [groups, 1] }, this.bound);
  }

  /** Frees the working memory. */
  destroy(): void {
    this.scratch.destroy();
  }

  /** The buffers as they are now; a buffer that has grown is another one. */
  private group(): GPUBindGroup {
    const buffers = rewiringBindings.map((name) =>
      name === 'scratch' ? this.scratch.buffer : this.memory.buffers[name].buffer,
    );
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
