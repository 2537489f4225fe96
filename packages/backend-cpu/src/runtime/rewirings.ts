import type { Plan, SweepPlan } from '@growcone/core';
import { applyAttempts, type Decisions } from './attempt.ts';
import type { Contexts } from './contexts.ts';
import type { ProgramCode } from './program-code.ts';
import type { ProgramMemory } from './program-memory.ts';
import { placeProbes } from './ranking.ts';
import { rewire } from './rewire.ts';
import type { RewiringKernels } from './rewiring-kernels.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';

/** What the rewirings of a program work on. */
export interface RewiringsOptions {
  /** The extended plan. */
  readonly plan: Plan;
  /** What decides each rewiring. */
  readonly kernels: readonly RewiringKernels[];
  /** The program's memory. */
  readonly memory: ProgramMemory;
  /** Its contexts. */
  readonly contexts: Contexts;
  /** What is known about its entries. */
  readonly entries: ReadonlyMap<string, EntryAnalysis>;
  /** Its code. */
  readonly code: ProgramCode;
}

/** The rewirings of a program: between batches, and between the steps of a sweep. */
export class Rewirings {
  private readonly options: RewiringsOptions;
  /** Changes in the present run, by rewiring. */
  private changed: number[] = [];

  /** @param options - what they work on */
  constructor(options: RewiringsOptions) {
    this.options = options;
  }

  /** Counts changes anew. @param changed - by rewiring; added to until the next call */
  count(changed: number[]): void {
    this.changed = changed;
  }

  /** Rewires between two steps of the first worker's sweep. @param rule - its id @param decisions - what was decided @param thread - whose synapses, where threads share the network */
  betweenSteps(rule: number, decisions: Decisions, thread: number): void {
    const { plan, kernels, memory, contexts, entries, code } = this.options;
    const { moves } = memory.memory;
    const run = (entry: string): void => {
      contexts.renew();
      for (const unit of entries.get(entry)!.instructions)
        if (unit.kind === 'run') code.run(`${entry}.${unit.n}.run`, contexts.ofThread(0));
    };
    this.changed[rule]! += applyAttempts({ plan, memory, run }, kernels[rule]!, decisions, thread);
    code.clock?.edited(rule);
    if (memory.memory.moves !== moves) contexts.renew();
  }

  /** Rewires between two batches. @param rule - its id @param update - number of updates so far @param run - runs an entry without a loop over examples */
  betweenBatches(rule: number, update: number, run: (entry: string) => void): void {
    const { plan, kernels, memory } = this.options;
    this.changed[rule]! += rewire({ plan, memory, run }, kernels[rule]!, update);
  }

  /** Draws the probes of a rewiring. @param rule - its id @param update - number of updates so far */
  probe(rule: number, update: number): void {
    placeProbes(this.options, this.options.plan.rewirings[rule] as SweepPlan, update);
  }

  /** Brings the stores up to date about what generated code has edited by itself. */
  countEdits(): void {
    const { plan, memory, contexts } = this.options;
    for (const { id, kind, store } of plan.rewirings) {
      if (kind !== 'attempts') continue;
      for (const [thread, part] of memory.stores[store]!.parts.entries()) {
        const { gone, born } = contexts.takeEdits(id, thread);
        part.editable?.edited(born - gone);
        this.changed[id]! += gone + born;
      }
    }
  }
}
