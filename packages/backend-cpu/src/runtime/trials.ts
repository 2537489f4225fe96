import {
  type Plan,
  type SpikeBatch,
  type TrialInput,
  type TrialResult,
  LifecycleError,
  NotFiniteError,
  TrialInputError,
} from '@growcone/core';
import type { LoadedShare } from './load-share.ts';
import type { ProgramCode } from './program-code.ts';
import type { Found, Job, JobResult } from './job.ts';
import type { MemoryTools } from './memory-tools.ts';
import type { ProgramMemory } from './program-memory.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';
import type { Crew, Following, GiveRoom } from './team.ts';
import type { Rows } from './trial-arrays.ts';
import { joinSpikes } from './join-spikes.ts';
import { giveUp, RunGivenUp } from './share-job.ts';
import { SHARED_ENTRY } from './share.ts';
import type { TrialPlanner } from './trial-planner.ts';
import type { Unit } from './units.ts';

/** A loop over examples to be run. */
export interface TrialRequest {
  /** Name of the entry. */
  readonly name: string;
  /** What is known about it. */
  readonly entry: EntryAnalysis;
  /** What runs per example. */
  readonly body: readonly Unit[];
  /** The batch. */
  readonly input: TrialInput;
  /** The code. */
  readonly code: ProgramCode;
  /** The workers. */
  readonly crew: Crew;
}

/** Runs loops over examples and collects what they give. */
export class Trials {
  /** Gives workers more room for spikes while they run. */
  readonly giveRoom: GiveRoom;
  private readonly plan: Plan;
  private readonly memory: ProgramMemory;
  private readonly planner: TrialPlanner;
  private readonly share: LoadedShare | undefined;
  private giveUpRun: (() => Promise<void>) | undefined;
  /** Blocks that workers have moved out of; freed when all have stopped. */
  private outgrown: (() => void)[] = [];
  /** Outputs of the last loop, for means over its examples. */
  private last: { readonly outputs: readonly Rows[]; readonly size: number } = { outputs: [], size: 0 };

  /** @param plan - the plan @param memory - the program's memory @param planner - places runs @param share - how threads share a network that runs on, if they do */
  constructor(plan: Plan, memory: ProgramMemory, planner: TrialPlanner, share?: LoadedShare) {
    this.share = share;
    this.plan = plan;
    this.memory = memory;
    this.planner = planner;
    this.giveRoom = (worker, population, capacity) => {
      const { address, release } = planner.spikes.grow(worker, plan.populations[population]!, capacity);
      this.outgrown.push(release);
      return { population, numbers: address, capacity };
    };
  }

  /** Runs a loop over examples. @param request - which */
  async run({ name, entry, body, input, code, crew }: TrialRequest): Promise<Omit<TrialResult, 'rewired'>> {
    wholeNumber('The number of examples', input.size, 1);
    wholeNumber('The number of steps', input.steps, 1);
    wholeNumber("The number of the batch's first example", input.firstExample, 0);
    const share = name === SHARED_ENTRY ? this.share : undefined;
    const workers = share ? 1 : crew.size;
    const { jobs, outputs, records } = this.planner.prepare(name, entry, body, input, workers, share);
    if (jobs[0]) await code.need(jobs[0].module === 'segmented' ? 'segmented' : 'whole');
    const rewires = jobs.some(({ units }) => units.some((u) => u.kind === 'forward' && u.rewires.length > 0));
    try {
      const results = share
        ? await this.runShared(share, jobs[0]!, code, crew)
        : await (rewires || code.clock ? code.own! : crew).run(jobs);
      const bad = results.flatMap(({ notFinite }) => (notFinite === undefined ? [] : [notFinite]));
      if (entry.continues) this.checkLive(jobs[0]!, bad.length > 0, code.tools);
      else if (bad.length > 0) throw await this.explain(crew, jobs[0]!, Math.min(...bad), code.tools);
      this.last = { outputs, size: input.size };
      const { arrays } = this.planner;
      const read = (all: readonly Rows[], rows: (placed: Rows) => number) =>
        Object.fromEntries(all.map((placed) => [placed.spec.id, arrays.read(placed, input.size, rows(placed))]));
      return {
        outputs: read(outputs, ({ spec }) => (spec.steps === 'all' ? input.steps : 1)),
        records: read(records, () => input.steps),
        spikes: joinSpikes(
          results.flatMap((result) => result.spikes),
          input.size,
          input.steps,
        ),
        ...(entry.continues ? { recent: this.recentOf(results) } : {}),
      };
    } finally {
      for (const release of this.outgrown) release();
      this.outgrown = [];
    }
  }

  /** Runs a network that threads share: this one leads. */
  private async runShared(share: LoadedShare, job: Job, code: ProgramCode, crew: Crew): Promise<readonly JobResult[]> {
    const { shared, units, firstStep, steps } = job;
    let following: Following | undefined;
    const finished = async (): Promise<void> => following?.finished;
    this.giveUpRun = async () => {
      giveUp(this.memory.memory.memory, shared!.counters);
      await finished().catch(() => {});
    };
    try {
      const results = await code.own!.run([job], async () => {
        following = crew.follow(share.parts.followJobs(shared!, units[0]!.n, firstStep + 1, firstStep + steps + 1));
        // Its error is looked at below, when nobody works on the memory any more.
        following.finished.catch(() => {});
        await following.started;
      });
      await finished();
      return results;
    } catch (error) {
      giveUp(this.memory.memory.memory, shared!.counters);
      // Where another thread failed first, its error is the reason.
      await finished();
      throw error instanceof RunGivenUp ? new LifecycleError('DISPOSED', error.message) : error;
    } finally {
      this.giveUpRun = undefined;
    }
  }

  /** Ends a run that threads share, if there is one: nobody works on the memory afterwards. */
  async stop(): Promise<void> {
    await this.giveUpRun?.();
  }

  /** Sets a shared array to the mean of an output over the last loop's examples. @param from - the output @param into - the shared array */
  mean(from: number, into: number): void {
    const rows = this.last.outputs.find(({ spec }) => spec.id === from);
    const target = this.memory.view(this.plan.arrays[into]!);
    if (!rows) return;
    const values = this.planner.arrays.read(rows, this.last.size, 1);
    const width = target.length;
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let example = 0; example < this.last.size; example++) sum = Math.fround(sum + values[example * width + i]!);
      target[i] = Math.fround(sum / this.last.size);
    }
  }

  /** Spikes of the last steps, by population. */
  private recentOf(results: readonly JobResult[]): Readonly<Record<number, SpikeBatch>> {
    return Object.fromEntries(
      results.flatMap(({ recent }) =>
        recent.map(({ population, offsets, neurons }) => {
          const steps = this.plan.populations[population]!.history;
          return [population, { size: 1, steps, offsets, neurons }] as const;
        }),
      ),
    );
  }

  /** Throws if a network that runs on holds a value that is not finite: its past cannot be run again to say in which step. */
  private checkLive({ firstStep, steps }: Job, bad: boolean, tools: MemoryTools): void {
    const found = this.sharedNotFinite(tools);
    const when = `between step ${firstStep + 1} and step ${firstStep + steps}`;
    if (found) {
      const { name, over } = this.plan.arrays[found.array]!;
      const where =
        over.per === 'neuron'
          ? { population: this.plan.populations[over.population]!.name, neuron: found.element }
          : over.per === 'synapse'
            ? this.memory.synapseAt(over.store, found.element)
            : {};
      throw new NotFiniteError({ variable: name, value: found.value, when, ...where });
    }
    if (bad) throw new NotFiniteError({ variable: 'A value that the next step computed anew', value: NaN, when });
  }

  /** The error that says where the first value of an example is not finite. */
  private async explain(crew: Crew, job: Job, example: number, tools: MemoryTools): Promise<NotFiniteError> {
    const found = this.sharedNotFinite(tools) ?? (await crew.locate(job, example));
    if (!found) {
      const variable = 'A value of the network (not found again step by step)';
      return new NotFiniteError({ variable, value: NaN, example });
    }
    const { name, over } = this.plan.arrays[found.array]!;
    const { value, element } = found;
    const where = { variable: name, value, ...(found.step >= 0 ? { step: found.step, example } : {}) };
    switch (over.per) {
      case 'network':
        return new NotFiniteError(where);
      case 'neuron':
        return new NotFiniteError({
          ...where,
          population: this.plan.populations[over.population]!.name,
          neuron: element,
        });
      case 'synapse':
        return new NotFiniteError({ ...where, ...this.memory.synapseAt(over.store, element) });
    }
  }

  /** A shared value that is not finite, which then is the cause of what examples show. */
  private sharedNotFinite(tools: MemoryTools): Found | undefined {
    for (const spec of this.plan.arrays) {
      if (spec.lifetime !== 'shared' || (spec.over.per === 'synapse' && !this.memory.stores[spec.over.store])) continue;
      const found = this.memory.notFinite(spec, tools);
      if (found) return { array: spec.id, ...found, step: -1 };
    }
    return undefined;
  }
}

function wholeNumber(what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new TrialInputError(`${what} must be a whole number of at least ${least}, got ${value}.`, { what, got: value });
}
