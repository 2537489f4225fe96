import type { Op, Plan } from '@growcone/core';
import { emitModule } from '../emit/emit-module.ts';
import type { LiveParts } from '../emit/load-live.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';
import { toolModule, type MemoryTools } from './memory-tools.ts';
import { TOOLS } from './executor.ts';
import type { LoadedShare } from './load-share.ts';
import type { PartClock } from './part-clock.ts';
import { mayBlock } from './host.ts';
import { partModule } from './share-job.ts';
import type { Crew } from './team.ts';
import type { Variant } from './trial-planner.ts';

/** Runs an entry's unit on the main thread. @param unit - name of the export @param context - address of the context */
export type RunUnit = (unit: string, context: number) => void;

/** How code is written. */
export interface CodeOptions {
  /** Whether vector instructions are used. */
  readonly simd: boolean;
  /** Whether threads share the memory. */
  readonly shared: boolean;
  /** Told how long parts take, where that is wanted. */
  readonly clock: PartClock | undefined;
  /** How threads share a network that runs on, if they do. */
  readonly share: LoadedShare | undefined;
  /** Writes what changes synapses within a sweep, where anything does. */
  readonly live: LiveParts | undefined;
}

/** The generated code of a program, on the main thread and on the workers. */
export class ProgramCode {
  /** Work on long stretches of memory. */
  readonly tools: MemoryTools;
  /** Runs a unit on the main thread. */
  readonly run: RunUnit;
  /** Told how long parts take, where that is wanted. */
  readonly clock: PartClock | undefined;
  /** Runs sweeps that rewire between steps, if there are any, and all that are timed: the calling thread, which owns the stores. */
  readonly own: Crew | undefined;
  private readonly plan: Plan;
  private readonly entries: ReadonlyMap<string, EntryAnalysis>;
  private readonly options: CodeOptions;
  private readonly crew: Crew;
  private readonly loaded = new Set<Variant>(['whole']);

  private constructor(
    plan: Plan,
    entries: ReadonlyMap<string, EntryAnalysis>,
    options: CodeOptions,
    crew: Crew,
    own: Crew | undefined,
    whole: WebAssembly.Instance,
    tools: WebAssembly.Instance,
  ) {
    this.plan = plan;
    this.entries = entries;
    this.options = options;
    this.crew = crew;
    const exports = whole.exports as Record<string, (context: number) => void>;
    this.run = (unit, context) => exports[unit]!(context);
    this.own = own;
    this.clock = options.clock;
    this.tools = tools.exports as unknown as MemoryTools;
  }

  /**
   * Writes and compiles the code of a plan.
   *
   * @param plan - the plan
   * @param entries - what is known about its entries
   * @param options - whether vector instructions are used and threads share the memory
   * @param memory - the program's memory
   * @param hire - gives the workers
   * @param own - the calling thread as a worker, where sweeps rewire between steps
   */
  static async create(
    plan: Plan,
    entries: ReadonlyMap<string, EntryAnalysis>,
    options: CodeOptions,
    memory: WebAssembly.Memory,
    hire: () => Promise<Crew>,
    own: Crew | undefined,
  ): Promise<ProgramCode> {
    const { simd, shared, clock, share, live } = options;
    const imports = { env: clock ? { memory, clock: clock.mark } : { memory } };
    const { bytes: whole } = emitModule(plan, { simd, shared, live, clock: clock !== undefined, recompute: false });
    const [module, tools, crew] = await Promise.all([
      WebAssembly.compile(whole),
      WebAssembly.compile(toolModule(options)),
      hire(),
    ]);
    const [instance, toolInstance] = await Promise.all([
      WebAssembly.instantiate(module, imports),
      WebAssembly.instantiate(tools, imports),
      crew.load(TOOLS, tools),
      clock ? undefined : crew.load('whole', module),
      own?.load(TOOLS, tools),
      own?.load('whole', module),
    ]);
    if (share) {
      await Promise.all(
        share.ranges.map(async (_, thread) => {
          const maySleep = thread > 0 || mayBlock();
          const part = { share, thread, maySleep };
          const { bytes } = emitModule(plan, { simd, shared, live, recompute: false, part });
          await (thread === 0 ? own! : crew).load(partModule(thread), await WebAssembly.compile(bytes));
        }),
      );
    }
    return new ProgramCode(plan, entries, options, crew, own, instance, toolInstance);
  }

  /** Makes a variant ready on the workers. @param variant - which */
  async need(variant: Variant): Promise<void> {
    if (this.loaded.has(variant)) return;
    const { simd, shared, clock, live } = this.options;
    const plan = segmentedPlan(this.plan, this.entries);
    const { bytes } = emitModule(plan, { simd, shared, live, clock: clock !== undefined, recompute: true });
    await (this.clock ? this.own! : this.crew).load(variant, await WebAssembly.compile(bytes));
    this.loaded.add(variant);
  }
}

/** The plan whose forward sweeps leave out what a recomputation fills, segment by segment. */
function segmentedPlan(plan: Plan, analyses: ReadonlyMap<string, EntryAnalysis>): Plan {
  const entries = Object.entries(plan.entries).map(([name, ops]) => {
    const recorded = analyses.get(name)?.segments?.recorded ?? [];
    const without = (op: Op): Op =>
      op.op === 'forward' ? { ...op, keep: op.keep.filter((array) => !recorded.includes(array)) } : op;
    return [name, ops.map((op): Op => (op.op === 'examples' ? { ...op, body: op.body.map(without) } : op))];
  });
  return { ...plan, entries: Object.fromEntries(entries) };
}
