import type { ArraySpec, Plan } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { ExamplesStage, Phase, Stage } from '../schedule/phase.ts';
import { kernelIds } from '../schedule/put-off.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { gatherShader, kernelShader, meanShader, reduceShardsShader, restartShader } from '../wgsl/grid-shaders.ts';
import { phaseShader } from '../wgsl/phase-shader.ts';
import { bindings, type Shader } from '../wgsl/shader.ts';
import { bufferLayout } from './binder.ts';
import { compileSteps, onGrid, type StepCode } from './step-code.ts';

/** A shader that the GPU can run. */
export interface Compiled {
  /** Its text and what it needs. */
  readonly shader: Shader;
  /** The GPU's code. */
  readonly pipeline: GPUComputePipeline;
}

/** A part in one shader. */
export interface WholePart {
  /** Tells it from a shader per dispatch of a step. */
  readonly kind: 'whole';
  /** The shader. */
  readonly compiled: Compiled;
}

/** The code of a loop over examples. */
export interface ExamplesCode {
  /** Sets state and outputs to their initial values. */
  readonly restart: Compiled;
  /** What happens per example, one per part of the stage. */
  readonly parts: readonly (WholePart | StepCode)[];
  /** Names of all numbers that the parts need. */
  readonly fields: ReadonlySet<string>;
  /** Arrays of examples that need room. */
  readonly state: readonly ArraySpec[];
  /** Input arrays that are read. */
  readonly inputs: readonly ArraySpec[];
  /** Populations whose spikes are read or sent. */
  readonly spiking: readonly number[];
  /** Of these, populations whose spikes are also kept by neuron. */
  readonly trains: readonly number[];
}

const WORKGROUP = 32;
const MOST_LANES = 256;

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
    this.layout = bufferLayout(gpu, bindings);
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
    const examples = [...this.examples.values()].flatMap(({ restart, parts }) => [
      restart,
      ...parts.flatMap(shadersOf),
    ]);
    return Math.max(1, ...[...examples, ...this.single.values()].map(({ shader }) => shader.fields.length));
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
        this.examples.set(stage, await this.compileExamples(stage));
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

  private async compileExamples(stage: ExamplesStage): Promise<ExamplesCode> {
    const { plan } = this;
    const trains = new Set(
      stage.parts.flatMap((part) => (part.kind === 'gather' ? [plan.stores[part.kernel.store].pre] : [])),
    );
    const compile = (shader: Shader): Promise<Compiled> => this.compile(shader);
    const parts = await Promise.all(
      stage.parts.map(async (part): Promise<WholePart | StepCode> => {
        if (onGrid(stage, part)) return compileSteps(plan, part, trains, compile);
        const shader =
          part.kind === 'gather' ? gatherShader(plan, part) : phaseShader(plan, part, this.lanesFor(part), trains);
        return { kind: 'whole', compiled: await compile(shader) };
      }),
    );
    const used = new Set(parts.flatMap(shadersOf).flatMap(({ shader }) => shader.fields));
    const ofLifetime = (lifetime: ArraySpec['lifetime']): readonly ArraySpec[] =>
      plan.arrays.filter((a) => a.lifetime === lifetime && (lifetime === 'output' || used.has(`array${a.id}`)));
    const state = ofLifetime('example');
    const restart = restartShader(plan, 'start of the examples', [...state, ...ofLifetime('output')]);
    const ids = plan.populations.map(({ id }) => id);
    // The last spikes of a network that runs on go out with the result, whoever reads them.
    const all = stage.continues ? ids.filter((id) => plan.populations[id].spikes !== 'never') : [];
    return {
      restart: await compile(restart),
      parts,
      fields: used,
      state,
      inputs: ofLifetime('input'),
      spiking: ids.filter(
        (id) => used.has(`raster${id}`) || used.has(`trains${id}`) || stage.spikes.includes(id) || all.includes(id),
      ),
      trains: [...trains],
    };
  }

  /** Lanes of a workgroup: as many as the largest population that it works on has neurons, within what every GPU has. */
  private lanesFor({ body }: Phase): number {
    const { plan } = this;
    const neurons = kernelIds(body).flatMap((id): number[] => {
      const kernel = plan.kernels[id];
      if ('population' in kernel) return [plan.populations[kernel.population].size];
      return 'store' in kernel ? [plan.populations[plan.stores[kernel.store].post].size] : [];
    });
    return Math.min(MOST_LANES, WORKGROUP * Math.ceil(Math.max(1, ...neurons) / WORKGROUP));
  }

  /** Shaders with the same text are compiled once. */
  private async compile(shader: Shader): Promise<Compiled> {
    let pipeline = this.pipelines.get(shader.code);
    if (!pipeline)
      this.pipelines.set(shader.code, (pipeline = this.gpu.pipeline(shader.name, shader.code, this.pipelineLayout)));
    return { shader, pipeline: await pipeline };
  }
}

/** The shaders of a part. */
const shadersOf = (part: WholePart | StepCode): readonly Compiled[] =>
  part.kind === 'whole'
    ? [part.compiled]
    : [...part.arrivals.flatMap(({ senders, tell }) => [senders, tell]), ...part.groups.map((g) => g.compiled)];

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a stage was never compiled');
  return value;
}
