import {
  UnknownNameError,
  type ArraySpec,
  type Op,
  type Plan,
  type Program,
  type StoreSnapshot,
  type TrialInput,
  type TrialResult,
  CallGuard,
  TrialInputError,
} from '@growcone/core';
import { addGatherTables } from '../emit/gather-table.ts';
import { kernelThatSeesAbsentPairs } from './absent-pairs.ts';
import { addColumnOrders } from './column-plan.ts';
import { ProgramCode } from './program-code.ts';
import { Contexts } from './contexts.ts';
import { SparseDenseError } from './errors.ts';
import { contextLayout } from './layout.ts';
import { addFiniteGuards } from './finite-guards.ts';
import { inlineTeam } from './inline-team.ts';
import { leanRecompute } from './lean-recompute.ts';
import { checkFinite } from './check-finite.ts';
import { PartClock } from './part-clock.ts';
import { ProgramMemory } from './program-memory.ts';
import { loadRewiring } from './load-rewiring.ts';
import type { Rewirings } from './rewirings.ts';
import { loadShare } from './load-share.ts';
import { loadLive } from '../emit/load-live.ts';
import { analyseEntry, type EntryAnalysis } from './sweep-analysis.ts';
import type { ProgramOptions } from './program-options.ts';
import type { Crew } from './team.ts';
import { TrialPlanner } from './trial-planner.ts';
import { Trials } from './trials.ts';
import type { Instruction, Unit } from './units.ts';

const MAIN = 'the main thread';

/** A plan on a CPU device. */
export class CpuProgram implements Program {
  /** The plan as it was given, and behind it the kernels of its rewirings. */
  private readonly plan: Plan;
  private readonly given: Plan;
  /** What rewires, where anything does. */
  private readonly rewirings: Rewirings | undefined;
  private readonly memory: ProgramMemory;
  private readonly contexts: Contexts;
  private readonly entries: ReadonlyMap<string, EntryAnalysis>;
  private readonly code: ProgramCode;
  private readonly trials: Trials;
  private readonly crew: Crew;
  private readonly ended: () => void;
  private readonly guard: CallGuard;

  private constructor(parts: {
    readonly given: Plan;
    readonly plan: Plan;
    readonly rewirings: Rewirings | undefined;
    readonly memory: ProgramMemory;
    readonly contexts: Contexts;
    readonly entries: ReadonlyMap<string, EntryAnalysis>;
    readonly code: ProgramCode;
    readonly trials: Trials;
    readonly crew: Crew;
    readonly ended: () => void;
  }) {
    this.given = parts.given;
    this.plan = parts.plan;
    this.rewirings = parts.rewirings;
    this.memory = parts.memory;
    this.contexts = parts.contexts;
    this.entries = parts.entries;
    this.code = parts.code;
    this.trials = parts.trials;
    this.crew = parts.crew;
    this.ended = parts.ended;
    this.guard = new CallGuard('This program');
  }

  /** Makes a plan ready to run. @param given - the plan @param options - how it runs */
  static async load(
    given: Plan,
    { team, simd, segment, clock: timed, shareFrom, ended }: ProgramOptions,
  ): Promise<CpuProgram> {
    const { plan: ordered, orders } = addColumnOrders(leanRecompute(addFiniteGuards(given)));
    const tabled = addGatherTables(ordered);
    const rewiring = await loadRewiring(given);
    const { plan, rewirings: kernels } = rewiring?.extendPlan(tabled) ?? { plan: tabled, rewirings: [] };
    const share = team.threaded ? await loadShare(plan, team.size, shareFrom) : undefined;
    const memory = new ProgramMemory(plan, given.stores.length, orders, team.threaded, { share, rewiring });
    const contexts = new Contexts(plan, contextLayout(plan), memory, share?.threads);
    const entries = new Map(Object.entries(plan.entries).map(([name, ops]) => [name, analyseEntry(plan, ops)]));
    const planner = new TrialPlanner(plan, memory, contexts, [...entries.values()], segment);
    let hired: Crew | undefined;
    const trials = new Trials(plan, memory, planner, share);
    const hire = async (): Promise<Crew> => (hired = await team.open(memory.memory.memory, trials.giveRoom));
    const clock = timed ? new PartClock(plan) : undefined;
    const shared = { simd, shared: team.threaded, clock, share, live: await loadLive(plan) };
    // Both are there before anything runs; the thread that loads is the one that owns the stores.
    const parts: { rewirings?: Rewirings | undefined } = {};
    const draws = plan.rewirings.some((rule) => rule.kind === 'attempts');
    const calling = inlineTeam((...decided) => parts.rewirings!.betweenSteps(...decided), clock?.mark);
    const own = draws || clock || share ? await calling.open(memory.memory.memory, trials.giveRoom) : undefined;
    const code = await ProgramCode.create(plan, entries, shared, memory.memory.memory, hire, own);
    const crew = hired!;
    const rewirings = rewiring && new rewiring.Rewirings({ plan, kernels, memory, contexts, entries, code });
    parts.rewirings = rewirings;
    return new CpuProgram({ given, plan, rewirings, memory, contexts, entries, code, trials, crew, ended });
  }

  async run(entry: string, input: TrialInput): Promise<TrialResult> {
    return this.guard.run(`run ${entry}`, async () => {
      const analysis = Object.hasOwn(this.given.entries, entry) ? this.entries.get(entry) : undefined;
      if (!analysis) throw new UnknownNameError('The plan', 'entry', entry, Object.keys(this.given.entries));
      try {
        return await this.runEntry(entry, analysis, input);
      } catch (error) {
        // Part of a batch may have been added to the gradient; nothing of it may reach the weights.
        if (analysis.gradients) this.memory.shards.clear();
        throw error;
      }
    });
  }

  async read(array: number): Promise<Float32Array> {
    return this.guard.run('read', () => this.memory.view(this.shared(array)).slice());
  }

  async write(array: number, values: Float32Array | Float64Array): Promise<void> {
    return this.guard.run('write', () => {
      const spec = this.shared(array);
      const wanted = this.memory.values(spec);
      if (values.length !== wanted) {
        throw new TrialInputError(`The number of values of '${spec.name}' must be ${wanted}, got ${values.length}.`, {
          array: spec.name,
          expected: wanted,
          got: values.length,
        });
      }
      this.memory.view(spec).set(values);
    });
  }

  async readStore(store: number): Promise<StoreSnapshot> {
    return this.guard.run('readStore', () => this.store(store).store.snapshot());
  }

  async storeBytes(store: number): Promise<number> {
    return this.guard.run('storeBytes', () => this.store(store).bytes());
  }

  async writeStore(store: number, snapshot: StoreSnapshot): Promise<void> {
    return this.guard.run('writeStore', () => {
      const { spec, store: target, dense } = this.store(store);
      if (dense && snapshot.pre.length < dense.preSize * dense.postSize) {
        const kernel = kernelThatSeesAbsentPairs(this.plan, store);
        if (kernel) throw new SparseDenseError(spec.name, kernel.name);
      }
      target.load(snapshot);
      this.memory.storeReplaced(store);
    });
  }

  async readShard(array: number): Promise<StoreSnapshot> {
    return this.guard.run('readShard', () => {
      const spec = this.given.arrays[array];
      if (spec?.lifetime !== 'shard' || spec.over.per !== 'synapse') {
        throw new TrialInputError(
          `Only a shard array over synapses can be read this way, got ${spec?.name ?? array}.`,
          {
            array,
          },
        );
      }
      return this.memory.synapsesOf(spec);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.guard.disposed) return;
    this.guard.end();
    await this.trials.stop();
    this.crew.close();
    this.ended();
  }

  private async runEntry(name: string, entry: EntryAnalysis, input: TrialInput): Promise<TrialResult> {
    const rewired = this.given.rewirings.map(() => 0);
    this.rewirings?.count(rewired);
    let result: TrialResult = { outputs: {}, records: {}, spikes: {}, rewired };
    for (const instruction of entry.instructions) {
      if (instruction.kind === 'examples') {
        const body = instruction.body.filter((unit): unit is Unit => unit.kind !== 'examples' && unit.kind !== 'host');
        this.code.clock?.begin();
        try {
          const given = await this.trials.run({ name, entry, body, input, code: this.code, crew: this.crew });
          const { clock } = this.code;
          result = { ...given, rewired, ...(clock ? { milliseconds: clock.end() } : {}) };
        } finally {
          this.rewirings?.countEdits();
        }
      } else if (instruction.kind === 'host') {
        this.host(instruction.op, input);
      } else {
        this.unit(name, instruction, input);
      }
    }
    return result;
  }

  private unit(entry: string, unit: Exclude<Instruction, { kind: 'examples' | 'host' }>, input: TrialInput): void {
    this.code.run(`${entry}.${unit.n}.run`, this.contexts.write(MAIN, input));
    if (unit.kind !== 'run') return;
    for (const { kernel } of unit.ops) {
      const { shape, ...of } = this.plan.kernels[kernel]!;
      if (shape === 'synapses' && 'store' in of) this.memory.stores[of.store]?.dense?.clearAbsent();
    }
  }

  private host(
    op: Extract<Op, { op: 'reduceShards' | 'clear' | 'meanOverExamples' | 'rewire' | 'probe' }>,
    input: TrialInput,
  ): void {
    switch (op.op) {
      case 'reduceShards': {
        for (const id of this.memory.reduce(op.arrays, this.code.tools))
          checkFinite(this.memory, this.plan.arrays[id]!, this.code.tools);
        return;
      }
      case 'clear':
        return this.memory.shards.clear(op.arrays);
      case 'meanOverExamples':
        return this.trials.mean(op.from, op.into);
      case 'probe':
        return this.rewirings!.probe(op.rule, input.update);
      case 'rewire':
        return this.rewirings!.betweenBatches(op.rule, input.update, (entry) => {
          for (const unit of this.entries.get(entry)!.instructions)
            if (unit.kind === 'run') this.unit(entry, unit, input);
        });
    }
  }

  private shared(array: number): ArraySpec {
    const spec = this.given.arrays[array];
    if (spec?.lifetime === 'shared' && spec.over.per !== 'synapse') return spec;
    throw new TrialInputError(
      `Only shared arrays over neurons or the network can be read and written this way, got ${spec?.name ?? array}; use readStore and writeStore for synapses.`,
      { array },
    );
  }

  private store(store: number): ProgramMemory['stores'][number] {
    const found = this.memory.stores[store];
    if (found) return found;
    throw new TrialInputError(`The plan has stores 0 to ${this.memory.stores.length - 1}, got ${store}.`, { store });
  }
}
