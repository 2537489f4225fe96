import type { Plan } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { ExamplesStage, Stage } from '../schedule/phase.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { kernelShader, meanShader, reduceShardsShader } from '../wgsl/grid-shaders.ts';
import { bindings, isReadOnly, type Shader } from '../wgsl/shader.ts';
import { examplesCode, type ExamplesCode } from './examples-code.ts';
import { bufferLayout } from './binder.ts';

/** A shader that the GPU can run. */
export interface Compiled {
  /** Its text and what it needs. */
  readonly shader: Shader;
  /** The GPU's code. */
  readonly pipeline: GPUComputePipeline;
}

/** All shaders of a program. */
export class ProgramCode {
  /** How buffers are bound. */
  readonly layout: GPUBindGroupLayout;
  private readonly gpu: Gpu;
  private readonly plan: Plan;
  private readonly pipelineLayout: GPUPipelineLayout;
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();
  private readonly examples = new Map<ExamplesStage, ExamplesCode>();
  private readonly single = new Map<string, Compiled>();

  private constructor(gpu: Gpu, plan: Plan) {
    this.gpu = gpu;
    this.plan = plan;
    this.layout = bufferLayout(gpu, bindings, (name) => isReadOnly(bindings, name));
    this.pipelineLayout = gpu.device.createPipelineLayout({ bindGroupLayouts: [this.layout] });
  }

  /** Compiles everything that a schedule needs. @param gpu - the GPU @param schedule - the schedule */
  static async create(gpu: Gpu, { plan, entries }: Schedule): Promise<ProgramCode> {
    const code = new ProgramCode(gpu, plan);
    for (const stages of entries.values()) for (const stage of stages) await code.compileStage(stage);
    return code;
  }

  /** Most numbers that a shader takes from the host. */
  get mostFields(): number {
    const examples = [...this.examples.values()].flatMap(({ whole, segmented }) => [
      ...whole.shaders,
      ...(segmented?.shaders ?? []),
    ]);
    const single = [...this.single.values()].map(({ shader }) => shader);
    return Math.max(1, ...[...examples, ...single].map(({ fields }) => fields.length));
  }

  /** Compiles also what is otherwise compiled when it is first needed. */
  async compileAll(): Promise<void> {
    for (const { segmented } of this.examples.values()) await segmented?.compiled();
  }

  /** The code of a loop over examples. @param stage - the loop */
  of(stage: ExamplesStage): ExamplesCode {
    return found(this.examples.get(stage));
  }

  /** The code of a kernel outside of examples. @param kernel - its position in the plan */
  kernel(kernel: number): Compiled {
    return found(this.single.get(`kernel ${kernel}`));
  }

  /** The code that sums shards. @param array - a shard array */
  reduceShards(array: number): Compiled {
    return found(this.single.get(`shards ${array}`));
  }

  /** The code that takes a mean over examples. @param from - the output array @param into - the shared array */
  mean(from: number, into: number): Compiled {
    return found(this.single.get(`mean ${from} ${into}`));
  }

  private async compileStage(stage: Stage): Promise<void> {
    const { plan } = this;
    switch (stage.kind) {
      case 'examples':
        this.examples.set(
          stage,
          examplesCode(plan, stage, (shader) => this.compile(shader)),
        );
        await this.of(stage).whole.compiled();
        return;
      case 'kernel':
        return this.compileKernel(stage.kernel);
      case 'rewire':
        // What synapses are ranked by may be infinite: such a synapse stays.
        await this.compileKernel(stage.decide, false);
        if (stage.probes) await this.compileKernel(stage.probes.kernel, false);
        for (const kernel of stage.births.kernels) await this.compileKernel(kernel);
        return;
      case 'reduceShards':
        for (const id of stage.arrays) {
          await this.compileSingle(`shards ${id}`, reduceShardsShader(plan, plan.arrays[id]));
        }
        return;
      case 'mean': {
        const { from, into } = stage;
        return this.compileSingle(`mean ${from} ${into}`, meanShader(plan, plan.arrays[from], plan.arrays[into]));
      }
      case 'draw':
      case 'probe':
      case 'clear':
    }
  }

  private compileKernel(id: number, checked = true): Promise<void> {
    const { plan } = this;
    return this.compileSingle(`kernel ${id}`, kernelShader(plan, plan.kernels[id].name, plan.kernels[id], checked));
  }

  private async compileSingle(key: string, shader: Shader): Promise<void> {
    this.single.set(key, await this.compile(shader));
  }

  /** Shaders with the same text are compiled once. */
  private async compile(shader: Shader): Promise<Compiled> {
    let pipeline = this.pipelines.get(shader.code);
    if (!pipeline)
      this.pipelines.set(shader.code, (pipeline = this.gpu.pipeline(shader.name, shader.code, this.pipelineLayout)));
    return { shader, pipeline: await pipeline };
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a stage was never compiled');
  return value;
}
