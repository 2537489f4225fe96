import {
  UnknownNameError,
  type ArraySpec,
  type Plan,
  type Program,
  type StoreSnapshot,
  type TrialInput,
  type TrialResult,
  TrialInputError,
  CallGuard,
  shardCount,
} from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { Stage } from '../schedule/phase.ts';
import { schedule, type Schedule } from '../schedule/schedule.ts';
import { ProgramCode } from './code.ts';
import { Dispatcher } from './dispatcher.ts';
import { runExamples } from './examples-run.ts';
import { loadRewirings, type Rewirings } from './load-rewirings.ts';
import { ProgramMemory } from './memory.ts';
import { runOutside, type Outside, type OutsideInput, type OutsideStage } from './outside-run.ts';
import type { RunSettings } from './settings.ts';

/** A plan on a GPU. */
export class WebGpuProgram implements Program, Outside {
  private readonly given: Plan;
  /** The plan, with what its schedule adds. */
  readonly plan: Plan;
  private readonly entries: Schedule['entries'];
  /** The GPU. */
  readonly gpu: Gpu;
  /** What it keeps there. */
  readonly memory: ProgramMemory;
  /** Its shaders. */
  readonly code: ProgramCode;
  /** Starts them. */
  readonly dispatcher: Dispatcher;
  /** Undefined where the plan rewires nothing. */
  private readonly rewirings: Rewirings | undefined;
  private readonly settings: RunSettings;
  private readonly ended: () => void;
  private readonly guard = new CallGuard('This program');
  /** Examples of the last loop over examples. */
  private lastSize = 0;
  /** Gradient shards that may hold something. */
  private shards = 1;

  private constructor(parts: {
    readonly given: Plan;
    readonly scheduled: Schedule;
    readonly gpu: Gpu;
    readonly memory: ProgramMemory;
    readonly code: ProgramCode;
    readonly dispatcher: Dispatcher;
    readonly rewirings: Rewirings | undefined;
    readonly settings: RunSettings;
    readonly ended: () => void;
  }) {
    this.given = parts.given;
    this.plan = parts.scheduled.plan;
    this.entries = parts.scheduled.entries;
    this.gpu = parts.gpu;
    this.memory = parts.memory;
    this.code = parts.code;
    this.dispatcher = parts.dispatcher;
    this.rewirings = parts.rewirings;
    this.settings = parts.settings;
    this.ended = parts.ended;
  }

  /** Makes a plan ready to run. @param gpu - the GPU @param given - the plan @param settings - what the user says about it @param ended - called when it is disposed of */
  static async load(gpu: Gpu, given: Plan, settings: RunSettings, ended: () => void): Promise<WebGpuProgram> {
    const scheduled = schedule(given, settings.schedule);
    const memory = await ProgramMemory.create(gpu, scheduled.plan);
    const code = await ProgramCode.create(gpu, scheduled);
    const dispatcher = new Dispatcher(gpu, memory, code);
    const rewirings = await loadRewirings(gpu, scheduled, memory);
    return new WebGpuProgram({ given, scheduled, gpu, memory, code, dispatcher, rewirings, settings, ended });
  }

  async run(entry: string, input: TrialInput): Promise<TrialResult> {
    return this.guard.run(`run ${entry}`, async () => {
      const stages = this.entries.get(entry);
      if (!stages) throw new UnknownNameError('The plan', 'entry', entry, [...this.entries.keys()]);
      try {
        return await this.runStages(stages, input);
      } catch (error) {
        // Part of a batch may have been added to the gradient; nothing of it may reach the weights.
        if (!(error instanceof TrialInputError)) this.memory.clearShards();
        throw error;
      }
    });
  }

  async read(array: number): Promise<Float32Array> {
    return this.guard.run('read', () => this.memory.values(this.shared(array)));
  }

  async write(array: number, values: Float32Array | Float64Array): Promise<void> {
    return this.guard.run('write', () => {
      const spec = this.shared(array);
      const wanted = this.memory.elements(spec);
      if (values.length !== wanted) {
        throw new TrialInputError(`The number of values of '${spec.name}' must be ${wanted}, got ${values.length}.`, {
          array: spec.name,
          expected: wanted,
          got: values.length,
        });
      }
      this.memory.buffers.fixed.write(`array${array}`, Float32Array.from(values));
    });
  }

  async readStore(store: number): Promise<StoreSnapshot> {
    return this.guard.run('readStore', () => {
      this.knownStore(store);
      return this.memory.snapshot(store);
    });
  }

  async storeBytes(store: number): Promise<number> {
    return this.guard.run('storeBytes', () => {
      this.knownStore(store);
      return this.memory.storeBytes(store);
    });
  }

  async writeStore(store: number, snapshot: StoreSnapshot): Promise<void> {
    return this.guard.run('writeStore', async () => {
      this.knownStore(store);
      await this.memory.replaceStore(store, snapshot);
    });
  }

  async readShard(array: number): Promise<StoreSnapshot> {
    return this.guard.run('readShard', async () => {
      const spec = this.given.arrays[array];
      if (spec?.lifetime !== 'shard' || spec.over.per !== 'synapse') {
        const got = spec?.name ?? array;
        throw new TrialInputError(`Only a shard array over synapses can be read this way, got ${got}.`, { array });
      }
      const synapses = await this.memory.fetched(spec.over.store);
      return synapses.snapshot({ gradient: synapses.inOrder(await this.memory.values(spec)) });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.guard.disposed) return;
    this.guard.end();
    this.rewirings?.drawings.destroy();
    this.rewirings?.sweeps.destroy();
    this.memory.destroy();
    this.ended();
  }

  private async runStages(stages: readonly Stage[], input: TrialInput): Promise<TrialResult> {
    this.gpu.check();
    let result: TrialResult = { outputs: {}, records: {}, spikes: {}, rewired: [] };
    let outside: OutsideStage[] = [];
    const rewired = this.given.rewirings.map(() => 0);
    const finish = async (): Promise<void> => {
      if (outside.length > 0) await runOutside(this, outside, this.told(input));
      outside = [];
    };
    for (const stage of stages) {
      switch (stage.kind) {
        case 'kernel':
        case 'reduceShards':
        case 'mean':
          outside.push(stage);
          continue;
        case 'examples':
          await finish();
          result = { ...result, ...(await this.runExamples(stage, input, rewired)) };
          continue;
        case 'clear':
          await finish();
          for (const id of stage.arrays) {
            this.memory.buffers.shards.clear(`array${id}`, this.memory.elements(this.plan.arrays[id]));
          }
          continue;
        case 'rewire':
          await finish();
          await this.rewirings!.sweeps.rewire(this, stage.rule.id, this.told(input));
          continue;
        case 'draw':
          await finish();
          rewired[stage.rule.id] += await this.draw(stage.rule.id);
          continue;
        case 'probe':
          await finish();
          await this.rewirings!.sweeps.placeProbes(this, stage.rule.id, this.told(input));
      }
    }
    await finish();
    for (const [rule, removed] of (await this.rewirings?.sweeps.finish()) ?? []) rewired[rule] += removed;
    return { ...result, rewired };
  }

  /** What stages outside of examples are told. */
  private told(input: TrialInput): OutsideInput {
    return { input, shards: this.shards, lastSize: this.lastSize };
  }

  private async runExamples(
    stage: Extract<Stage, { kind: 'examples' }>,
    input: TrialInput,
    rewired: number[],
  ): Promise<Omit<TrialResult, 'rewired'>> {
    const { gpu, plan, memory, dispatcher, rewirings } = this;
    const gradient = plan.arrays.filter((a) => a.lifetime === 'shard');
    const shards = shardCount(
      input.size,
      gradient.reduce((sum, spec) => sum + 4 * memory.used(spec), 0),
    );
    await memory.openShards(shards);
    this.shards = Math.max(this.shards, shards);
    const given = await runExamples({
      gpu,
      plan,
      memory,
      dispatcher,
      drawings: rewirings?.drawings,
      stage,
      code: this.code.of(stage),
      input,
      shards,
      settings: this.settings,
    });
    this.lastSize = input.size;
    if (stage.parts.some((part) => part.kind === 'phase' && part.rewirings.length > 0)) {
      rewirings?.drawings.changed.forEach((changed, id) => void (rewired[id] += changed));
    }
    return given;
  }

  /** Rewires once where no network runs: in step 0, after which no spike has been sent. */
  private async draw(rule: number): Promise<number> {
    const { memory } = this;
    const { drawings } = this.rewirings!;
    const numbers = memory.numbers();
    drawings.begin(numbers);
    await drawings.reserve(new Map([[rule, 1]]), numbers);
    drawings.encode(rule, 0);
    const fault = await drawings.finish();
    if (fault) throw fault.error;
    return drawings.changed[rule];
  }

  private shared(array: number): ArraySpec {
    const spec = this.given.arrays[array];
    if (spec?.lifetime === 'shared' && spec.over.per !== 'synapse') return spec;
    throw new TrialInputError(
      `Only shared arrays over neurons or the network can be read and written this way, got ${spec?.name ?? array}; use ` +
        'readStore and writeStore for synapses.',
      { array },
    );
  }

  private knownStore(store: number): void {
    if (this.given.stores[store]) return;
    throw new TrialInputError(`The plan has stores 0 to ${this.given.stores.length - 1}, got ${store}.`, { store });
  }
}
