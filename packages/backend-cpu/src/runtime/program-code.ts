import type { Op, Plan } from '@growcone/core';
import { emitModule } from '../emit/emit-module.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';
import { toolModule, type MemoryTools } from './memory-tools.ts';
import { TOOLS } from './executor.ts';
import type { Crew } from './team.ts';
import type { Variant } from './trial-planner.ts';

/** Runs an entry's unit on the main thread. @param unit - name of the export @param context - address of the context */
export type RunUnit = (unit: string, context: number) => void;

/** The generated code of a program, on the main thread and on the workers. */
export class ProgramCode {
  /** Work on long stretches of memory. */
  readonly tools: MemoryTools;
  /** Runs a unit on the main thread. */
  readonly run: RunUnit;
  /** Runs sweeps that rewire between steps, if there are any: the calling thread, which owns the stores. */
  readonly own: Crew | undefined;
  private readonly plan: Plan;
  private readonly entries: ReadonlyMap<string, EntryAnalysis>;
  private readonly options: { readonly simd: boolean; readonly shared: boolean };
  private readonly crew: Crew;
  private readonly loaded = new Set<Variant>(['whole']);

  private constructor(
    plan: Plan,
    entries: ReadonlyMap<string, EntryAnalysis>,
    options: { readonly simd: boolean; readonly shared: boolean },
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
    options: { readonly simd: boolean; readonly shared: boolean },
    memory: WebAssembly.Memory,
    hire: () => Promise<Crew>,
    own: Crew | undefined,
  ): Promise<ProgramCode> {
    const imports = { env: { memory } };
    const [module, tools, crew] = await Promise.all([
      WebAssembly.compile(emitModule(plan, { ...options, recompute: false }).bytes),
      WebAssembly.compile(toolModule(options)),
      hire(),
    ]);
    const [instance, toolInstance] = await Promise.all([
      WebAssembly.instantiate(module, imports),
      WebAssembly.instantiate(tools, imports),
      crew.load(TOOLS, tools),
      crew.load('whole', module),
      own?.load(TOOLS, tools),
      own?.load('whole', module),
    ]);
    return new ProgramCode(plan, entries, options, crew, own, instance, toolInstance);
  }

  /** Makes a variant ready on the workers. @param variant - which */
  async need(variant: Variant): Promise<void> {
    if (this.loaded.has(variant)) return;
    const { bytes } = emitModule(segmentedPlan(this.plan, this.entries), { ...this.options, recompute: true });
    await this.crew.load(variant, await WebAssembly.compile(bytes));
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
