import type { NotFiniteError, Plan } from '@growcone/core';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/gpu.ts';
import type { Period, Phase } from '../schedule/phase.ts';
import { arrivalFields, wantedWord, type Arrivals } from '../wgsl/arrivals.ts';
import { GRID_LANES } from '../wgsl/grid-shaders.ts';
import type { Loop } from '../wgsl/step-shaders.ts';
import type { Compiled } from './code.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Drawings } from './drawings.ts';
import { hasFault } from './faults.ts';
import { stepFault, type StepTimed } from './step-faults.ts';
import type { ProgramMemory } from './memory.ts';
import { isDue, RewireBetween } from './rewire-between.ts';
import type { StepCode } from './step-code.ts';

/** What steps on a grid run with. */
export interface StepRunWith {
  /** The GPU. */
  readonly gpu: Gpu;
  /** The plan. */
  readonly plan: Plan;
  /** The program's memory. */
  readonly memory: ProgramMemory;
  /** Starts shaders. */
  readonly dispatcher: Dispatcher;
  /** Rewires between steps. */
  readonly drawings: Drawings | undefined;
  /** Examples in work. */
  readonly count: number;
  /** Numbers for shaders, which change from step to step. */
  readonly numbers: Map<string, number>;
  /** Arriving spikes that are listed. */
  readonly listed: readonly Arrivals[];
  /** Words in which an example notes its first fault. */
  readonly faultWords: number;
}

/** Steps that are handed to the GPU at once. */
const STEPS_AT_ONCE = 256;
/** Workgroups that a dispatch may have in one direction on every GPU. */
const MOST_GROUPS = 65_535;

/** Numbers that change from step to step. */
const CHANGING = ['t', 'clock', 'tally'] as const;

/** How often arrivals were listed. */
interface Tally {
  count: number;
}

/** A shader with its numbers, of which a few change from step to step. */
interface Prepared {
  readonly compiled: Compiled;
  readonly values: Uint32Array<ArrayBuffer>;
  readonly groups: number;
  readonly when: readonly Period[];
  /** Positions of the numbers that change; −1 where it does not need one. */
  readonly at: { readonly t: number; readonly clock: number; readonly tally: number };
}

/** A pair of shaders that lists arrivals. */
interface Listing {
  readonly senders: Prepared;
  readonly tell: Prepared;
  readonly tally: Tally;
  /** First word of the lists of the first example. */
  readonly start: number;
}

/** A step, ready to run. */
interface Step {
  readonly listings: readonly Listing[];
  readonly kernels: readonly Prepared[];
  /** Receives the numbers of workgroups that lists want. */
  readonly counts: GPUBuffer | undefined;
}

/** Runs phases step by step on a grid, in order. */
export class StepRun {
  private readonly with: StepRunWith;
  private readonly timed: StepTimed[] = [];
  /** How often arrivals were listed so far. */
  private readonly tallies = new Map<string, Tally>();
  private clock = 0;
  private rewires = false;
  private inWork: Promise<void> | undefined;

  /** @param runWith - what it runs with */
  constructor(runWith: StepRunWith) {
    this.with = runWith;
  }

  /**
   * Runs a phase over some steps, or once outside of them. The GPU may still be at it afterwards.
   *
   * @param sweep - which way it goes
   * @param code - its code
   * @param first - its first step; 0 outside of a sweep
   * @param turns - how many steps
   */
  async phase(sweep: Phase['sweep'], code: StepCode, first: number, turns: number): Promise<void> {
    const direction = sweep === 'reverse' ? -1 : 1;
    this.timed.push({ noted: code.noted, clock: this.clock, first, direction });
    const { drawings, numbers } = this.with;
    const between = drawings && new RewireBetween(drawings, code.rewirings, numbers);
    this.rewires ||= code.rewirings.length > 0;
    let step = await this.prepare(code);
    for (let turn = 0; turn < turns; turn++) {
      const t = first + direction * turn;
      if (turn % STEPS_AT_ONCE === 0 && (await between?.reserve(t, Math.min(STEPS_AT_ONCE, turns - turn)))) {
        step = await this.prepare(code);
      }
      this.step(step, t);
      between?.after(t);
      if (this.clock % STEPS_AT_ONCE === 0) await this.handOver();
    }
  }

  /** The first fault, when all is done. @param firstExample - number of the first of the examples in work within the batch; undefined where there is but one network */
  async fault(firstExample: number | undefined): Promise<NotFiniteError | undefined> {
    const { gpu, plan, memory, drawings, count, faultWords } = this.with;
    const notes = await gpu.read(memory.buffers.faults.buffer, 0, 4 * faultWords * count);
    await this.inWork;
    const born = this.rewires ? await drawings?.finish() : undefined;
    if (!hasFault(notes, faultWords)) return born?.error;
    const words = new Uint32Array(notes);
    const stores = await memory.allFetched();
    const fault = stepFault(plan, stores, { words, each: faultWords, timed: this.timed, firstExample });
    // What a step stores comes before the synapses that come after it.
    return born && !(fault && Number(fault.fields['step']) <= born.step) ? born.error : fault;
  }

  /** Hands over what was encoded, and waits for what was handed over before, so that the GPU always has something to do but not too much. */
  private async handOver(): Promise<void> {
    const { gpu } = this.with;
    gpu.commands.submit();
    const before = this.inWork;
    this.inWork = gpu.settled(gpu.device.queue.onSubmittedWorkDone());
    await before;
  }

  private step({ listings, kernels, counts }: Step, t: number): void {
    const { gpu, memory, count } = this.with;
    for (const { senders, tally } of listings) this.start(senders, t, tally.count, [senders.groups, count]);
    if (counts) {
      const { buffer } = memory.buffers.spikes;
      listings.forEach(({ start, tally }, i) => {
        gpu.commands.copy(buffer, 4 * (start + wantedWord(tally.count)), counts, 16 * i, 4);
      });
      listings.forEach(({ tell, tally }, i) => {
        this.start(tell, t, tally.count++, { buffer: counts, offset: 16 * i });
      });
    }
    for (const kernel of kernels) {
      if (kernel.groups === 0 || !isDue(kernel.when, t)) continue;
      this.start(kernel, t, 0, [kernel.groups, count]);
    }
    this.clock++;
  }

  private start({ compiled, values, at }: Prepared, t: number, tally: number, groups: Dispatch['groups']): void {
    if (at.t >= 0) values[at.t] = t;
    if (at.clock >= 0) values[at.clock] = this.clock;
    if (at.tally >= 0) values[at.tally] = tally;
    this.with.dispatcher.repeat(compiled, values, groups);
  }

  private async prepare({ arrivals, groups }: StepCode): Promise<Step> {
    const { plan, memory, listed, numbers, count } = this.with;
    const listings = arrivals
      .filter((a) => listed.some(({ store, delay }) => store === a.store && delay === a.delay))
      .map(({ store, delay, senders, tell }): Listing => {
        const { preSize, postSize } = memory.stores[store];
        const lanes = Math.max(Math.ceil(preSize / 32), postSize);
        const name = arrivalFields({ store, delay }).start;
        return {
          senders: this.prepared(senders, Math.ceil(lanes / GRID_LANES), []),
          tell: this.prepared(tell, 0, []),
          tally: this.tallyOf(name),
          start: numbers.get(name) ?? 0,
        };
      });
    const lanesOf = (loop: Loop): number => {
      if ('population' in loop) return plan.populations[loop.population].size;
      return 'store' in loop ? memory.stores[loop.store].places : 1;
    };
    const kernels = groups.map(({ compiled, when, loops }) =>
      this.prepared(compiled, Math.ceil(Math.max(...loops.map(lanesOf)) / GRID_LANES), when),
    );
    const counts = listings.length > 0 ? await memory.dispatchCounts(listings.length, count) : undefined;
    return { listings, kernels, counts };
  }

  private prepared(compiled: Compiled, groups: number, when: readonly Period[]): Prepared {
    const { dispatcher, numbers } = this.with;
    const [t, clock, tally] = CHANGING.map((name) => compiled.shader.fields.indexOf(name));
    const values = dispatcher.numbersOf(compiled, numbers);
    return { compiled, values, groups: Math.min(MOST_GROUPS, groups), when, at: { t, clock, tally } };
  }

  private tallyOf(name: string): Tally {
    const tally = this.tallies.get(name) ?? { count: 0 };
    this.tallies.set(name, tally);
    return tally;
  }
}
