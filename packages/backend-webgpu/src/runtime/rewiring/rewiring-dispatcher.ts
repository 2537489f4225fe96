import type { Gpu } from '../../gpu/gpu.ts';
import { PackedBuffer } from '../../gpu/packed-buffer.ts';
import { GRID_LANES } from '../../wgsl/grid-shaders.ts';
import { rewiringBindings } from '../../wgsl/rewiring/rewiring-shader.ts';
import type { Shader } from '../../wgsl/shader.ts';
import { Binder, bufferLayout } from '../binder.ts';
import { inOrder, type Numbers } from '../dispatcher.ts';
import type { ProgramMemory } from '../memory.ts';

const MOST_GROUPS = 65_535;

/** Starts the shaders that rewire. They may change synapse indices, which other shaders only read, and have a working memory. */
export class RewiringDispatcher {
  /** The GPU. */
  readonly gpu: Gpu;
  /** What they work on. */
  readonly memory: ProgramMemory;
  /** Their working memory. */
  readonly scratch: PackedBuffer;
  private readonly binder: Binder;
  private readonly pipelines: ReadonlyMap<Shader, GPUComputePipeline>;

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
    this.pipelines = pipelines;
    const mostFields = Math.max(1, ...[...pipelines.keys()].map(({ fields }) => fields.length));
    this.binder = new Binder(gpu, layout, mostFields);
  }

  /** Compiles shaders. @param gpu - the GPU @param memory - what they work on @param shaders - the shaders */
  static async create(gpu: Gpu, memory: ProgramMemory, shaders: ReadonlySet<Shader>): Promise<RewiringDispatcher> {
    const layout = bufferLayout(gpu, rewiringBindings, () => false);
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
    const buffers = rewiringBindings.map((name) =>
      name === 'scratch' ? this.scratch.buffer : this.memory.buffers[name].buffer,
    );
    const work = { name: shader.name, pipeline, group: this.binder.group(buffers), numbers: inOrder(shader, numbers) };
    this.gpu.commands.dispatch({ ...work, groups: [groups, 1] }, this.binder.bound);
  }

  /** Frees the working memory. */
  destroy(): void {
    this.scratch.destroy();
  }
}
