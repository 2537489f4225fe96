import { NotFiniteError, removalCount, TooFewAbsentPairsError, type Plan, type SweepPlan } from '@growcone/core';
import type { Gpu } from '../../gpu/gpu.ts';
import type { RewiringStage } from '../../schedule/phase.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { faults, report, REPORT_WORDS } from '../../wgsl/rewiring/report.ts';
import type { ProgramMemory } from '../memory.ts';
import type { Outside, OutsideInput } from '../outside-run.ts';
import { RewiringDispatcher } from './rewiring-dispatcher.ts';
import { sweepItems } from './sweep-memory.ts';
import { Sweep, sweepShaders } from './sweep.ts';

/** Words that the host reads of a report. */
const READ_WORDS = report.DETAIL + 4;

/** A rewiring that was started, and whose report was not read yet. */
interface Started {
  readonly stage: RewiringStage;
  /** Store whose synapses the report counts. */
  readonly store: number;
}

/** The rewirings of a program that look at every synapse. They run on the GPU alone; the host reads what they report when a run is over. */
export class Sweeps {
  private readonly gpu: Gpu;
  private readonly plan: Plan;
  private readonly memory: ProgramMemory;
  private readonly stages: ReadonlyMap<number, RewiringStage>;
  private readonly dispatcher: RewiringDispatcher;
  private started: Started[] = [];
  private removed = new Map<number, number>();

  private constructor(
    gpu: Gpu,
    plan: Plan,
    memory: ProgramMemory,
    stages: ReadonlyMap<number, RewiringStage>,
    dispatcher: RewiringDispatcher,
  ) {
    this.gpu = gpu;
    this.plan = plan;
    this.memory = memory;
    this.stages = stages;
    this.dispatcher = dispatcher;
  }

  /** Compiles what the rewirings of a schedule need. @param gpu - the GPU @param schedule - the schedule @param memory - what they work on */
  static async create(gpu: Gpu, { plan, entries }: Schedule, memory: ProgramMemory): Promise<Sweeps> {
    const stages = [...entries.values()].flat().flatMap((stage) => (stage.kind === 'rewire' ? [stage] : []));
    const shaders = new Set(stages.flatMap(sweepShaders));
    const dispatcher = await RewiringDispatcher.create(gpu, memory, shaders);
    return new Sweeps(gpu, plan, memory, new Map(stages.map((stage) => [stage.rule.id, stage])), dispatcher);
  }

  /** Starts a rewiring. @param outside - what kernels run with @param rule - its number @param given - what the run tells kernels */
  async rewire(outside: Outside, rule: number, given: OutsideInput): Promise<void> {
    const stage = this.stage(rule);
    const { store } = stage.rule;
    await this.settle(stage);
    const most = mostBirths(stage.rule, this.memory.stores[store].count, given.input.update);
    const sweep = await this.prepare(outside, stage, given, most);
    sweep.rewire();
    this.started.push({ stage, store });
  }

  /** Starts the draw of a rewiring's probes. @param outside - what kernels run with @param rule - number of the rewiring @param given - what the run tells kernels */
  async placeProbes(outside: Outside, rule: number, given: OutsideInput): Promise<void> {
    const stage = this.stage(rule);
    const { store, probes } = stage.rule;
    if (!probes) throw new RangeError(`'${stage.rule.name}' has no probes`);
    await this.settle(stage);
    const { count } = this.memory.stores[store];
    const wanted = typeof probes.count === 'number' ? probes.count : Math.floor(probes.count.perSynapse * count + 0.5);
    const { preSize, postSize } = this.memory.stores[store];
    const most = Math.max(0, Math.min(wanted, preSize * postSize - count));
    await this.memory.reserve(probes.store, most);
    const sweep = await this.prepare(outside, stage, given, most);
    sweep.placeProbes(most);
    this.started.push({ stage, store: probes.store });
  }

  /**
   * Reads what the rewirings report that were started since the last call; throws if one of them failed.
   *
   * @returns how many synapses each removed, by number of the rewiring
   */
  async finish(): Promise<ReadonlyMap<number, number>> {
    try {
      await this.collect();
      return this.removed;
    } finally {
      this.removed = new Map();
    }
  }

  /** Frees the working memory. */
  destroy(): void {
    this.dispatcher.destroy();
  }

  private stage(rule: number): RewiringStage {
    const stage = this.stages.get(rule);
    if (!stage) throw new RangeError(`rewiring ${rule} was never compiled`);
    return stage;
  }

  /** Waits for what has changed the store of a rewiring in this run: how many synapses it has decides how many go. */
  private async settle(stage: RewiringStage): Promise<void> {
    const { store } = stage.rule;
    if (this.started.some((other) => other.stage === stage || other.store === store)) await this.collect();
  }

  private async collect(): Promise<void> {
    const { started, dispatcher, memory, removed } = this;
    this.started = [];
    if (started.length === 0) return;
    const parts = started.map(({ stage }) => ({ offset: 4 * this.reportOf(stage), bytes: 4 * READ_WORDS }));
    const words = await this.gpu.readParts(dispatcher.scratch.buffer, parts);
    started.forEach(({ store }, i) => memory.stores[store].edited(new Uint32Array(words[i])[report.COUNT]));
    started.forEach(({ stage }, i) => {
      throwFault(this.plan, stage, words[i]);
      const { id } = stage.rule;
      removed.set(id, (removed.get(id) ?? 0) + new Uint32Array(words[i])[report.REMOVED]);
    });
  }

  /** Makes room, and empties the report. */
  private async prepare(outside: Outside, stage: RewiringStage, given: OutsideInput, most: number): Promise<Sweep> {
    const { dispatcher, memory, plan } = this;
    await memory.reserve(stage.births.store, most);
    const { kernels } = stage.births;
    const notes = memory.buffers.faults;
    if (notes.bytes('all') < 4 * kernels.length) await notes.arrange(new Map([['all', kernels.length]]));
    const items = { reports: REPORT_WORDS * plan.rewirings.length, ...sweepItems(dispatcher, stage) };
    await dispatcher.scratch.reserve(new Map(Object.entries(items)));
    const report = this.reportOf(stage);
    this.gpu.commands.clear(dispatcher.scratch.buffer, 4 * report, 4 * REPORT_WORDS);
    return new Sweep(outside, dispatcher, stage, given, report);
  }

  private reportOf({ rule }: RewiringStage): number {
    return (this.dispatcher.scratch.start('reports') ?? 0) + REPORT_WORDS * rule.id;
  }
}

/** How many synapses a rewiring can add at most. */
function mostBirths(rule: SweepPlan, synapses: number, update: number): number {
  const removed = rule.lowest ? removalCount(rule, synapses, update) : synapses;
  return rule.count === 'replace' ? removed : Math.max(0, rule.count.total - synapses + removed);
}

/** Throws what a report tells of. */
function throwFault({ arrays, populations, stores }: Plan, { rule, births }: RewiringStage, told: ArrayBuffer): void {
  const words = new Uint32Array(told);
  const [first, second, , which] = words.subarray(report.DETAIL);
  const notFinite = (variable: string, store: number): NotFiniteError => {
    const value = new Float32Array(told)[report.DETAIL + 2];
    return new NotFiniteError({ variable, projection: stores[store].name, pre: first, post: second, value });
  };
  const { pre, post } = stores[rule.store];
  switch (words[report.FAULT]) {
    case faults.RANK:
      throw notFinite(`prune.lowest of ${rule.name}`, rule.store);
    case faults.PROBE_RANK:
      throw notFinite(`grow.highest of ${rule.name}`, rule.probes?.store ?? rule.store);
    case faults.TOO_FEW:
      throw new TooFewAbsentPairsError(first, second, populations[pre].size, populations[post].size);
    case faults.BIRTH:
      throw notFinite(arrays[Object.values(births.values)[which]].name, births.store);
  }
}
