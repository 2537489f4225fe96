import { CHUNK, ExampleRun, type Exports, type MakeRoom, type Rewire } from './example-run.ts';
import type { ExampleSpikes, Found, Job, JobResult } from './job.ts';
import type { MemoryTools } from './memory-tools.ts';
import { RasterMemory } from './raster.ts';
import { giveUp, type FollowJob } from './share-job.ts';
import { Words } from './words.ts';

/** Name of the module with {@link MemoryTools}. */
export const TOOLS = 'tools';

/** Runs examples on one thread: everything it needs lies in the memory and in the job. */
export class Executor {
  private readonly memory: WebAssembly.Memory;
  private readonly makeRoom: MakeRoom;
  private readonly modules = new Map<string, Exports>();
  private readonly words: Words;
  private readonly rewire: Rewire | undefined;
  private readonly clock: ((part: number) => void) | undefined;

  /**
   * @param memory - the program's memory
   * @param makeRoom - asks for more room in it
   * @param rewire - rewires between steps, where stores can be reached
   * @param clock - told when a part of a step ends, where modules tell
   */
  constructor(memory: WebAssembly.Memory, makeRoom: MakeRoom, rewire?: Rewire, clock?: (part: number) => void) {
    this.memory = memory;
    this.makeRoom = makeRoom;
    this.rewire = rewire;
    this.clock = clock;
    this.words = new Words(memory);
  }

  /** Makes a module ready to run. @param name - its name in jobs @param module - the code */
  async load(name: string, module: WebAssembly.Module): Promise<void> {
    const { memory, clock } = this;
    const instance = await WebAssembly.instantiate(module, { env: clock ? { memory, clock } : { memory } });
    this.modules.set(name, instance.exports as Exports);
  }

  /** Runs all steps of a run as one of the threads that share a network. @param job - the steps */
  follow({ module, name, context, from, to, counters }: FollowJob): void {
    try {
      this.exports(module)[name]!(context, from, to);
    } catch (error) {
      // The leader waits for this thread.
      giveUp(this.memory, counters);
      throw error;
    }
  }

  /** Runs the worker's examples. @param job - which ones, and where their memory is @param begun - called when everything is in place */
  async run(job: Job, begun?: () => Promise<void>): Promise<JobResult> {
    const rasters = job.rasters.map((raster) => new RasterMemory(this.words, raster));
    const spikes: ExampleSpikes[] = [];
    const recent: ExampleSpikes[] = [];
    let notFinite: number | undefined;
    for (const shard of job.own) {
      for (let example = shard; example < job.examples; example += job.shards) {
        const found = await this.example(job, rasters, example, CHUNK, begun).run();
        if (found) notFinite = Math.min(notFinite ?? example, example);
        else for (const raster of rasters) if (raster.spec.returned) spikes.push(raster.copyOut(example, job.steps));
      }
    }
    if (job.continues) for (const raster of rasters) recent.push(raster.copyRecent(job.steps));
    return { notFinite, spikes, recent };
  }

  /** Runs one example again, step by step, until a value is not finite. @param job - of any worker @param example - the example */
  async locate(job: Job, example: number): Promise<Found | undefined> {
    const rasters = job.rasters.map((raster) => new RasterMemory(this.words, raster));
    return this.example(job, rasters, example, 1).run();
  }

  private example(
    job: Job,
    rasters: readonly RasterMemory[],
    example: number,
    chunk: number = CHUNK,
    begun?: () => Promise<void>,
  ): ExampleRun {
    return new ExampleRun({
      memory: this.memory,
      begun,
      words: this.words,
      exports: this.exports(job.module),
      tools: this.exports(TOOLS) as unknown as MemoryTools,
      job,
      rasters,
      makeRoom: this.makeRoom,
      rewire: this.rewire,
      example,
      chunk,
    });
  }

  private exports(module: string): Exports {
    const exports = this.modules.get(module);
    if (!exports) throw new Error(`module ${module} was not loaded`);
    return exports;
  }
}
