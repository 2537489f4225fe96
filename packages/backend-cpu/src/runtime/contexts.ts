import type { Plan } from '@growcone/core';
import { DECISION_WORDS, POPULATION_WORDS, REWIRING_WORDS, STORE_WORDS, type ContextLayout } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';

/** Name of the context of the worker that runs a network on its own, or leads those that share it. */
const LEADER = 'worker 0';

/** Numbers of a run that a context holds. */
export interface RunScalars {
  /** Number of steps T. */
  readonly steps: number;
  /** Number of examples. */
  readonly size: number;
  /** Number of the first example in the run. */
  readonly firstExample: number;
  /** Number of the update. */
  readonly update: number;
}

/** The contexts of a program: the main thread's and one per worker. */
export class Contexts {
  private readonly plan: Plan;
  private readonly layout: ContextLayout;
  private readonly memory: ProgramMemory;
  /** Where contexts lie: they are all of one size and stay. */
  private readonly addresses = new Map<string, number>();
  private readonly threads: number;

  /** @param plan - the plan @param layout - positions of words @param memory - the program's memory @param threads - that share a network */
  constructor(plan: Plan, layout: ContextLayout, memory: ProgramMemory, threads: number = 1) {
    this.threads = threads;
    this.plan = plan;
    this.layout = layout;
    this.memory = memory;
  }

  /** Where a context lies. @param owner - its name */
  address(owner: string): number {
    const known = this.addresses.get(owner);
    if (known !== undefined) return known;
    // Threads that share a network find each other's contexts behind the leader's.
    const side = owner === LEADER ? this.threads : 1;
    const room = this.memory.rooms.take(`context of ${owner}`, 4 * this.layout.words * side + 64);
    const address = 64 * Math.ceil(room / 64);
    this.addresses.set(owner, address);
    return address;
  }

  /** Where the context of a thread lies that shares a network. @param thread - which; 0 leads */
  ofThread(thread: number): number {
    return this.address(LEADER) + 4 * this.layout.words * thread;
  }

  /** Fills in all that is the same for every example. @param owner - name of the context @param scalars - numbers of the run */
  write(owner: string, scalars: RunScalars): number {
    const { layout, plan, memory } = this;
    const address = this.address(owner);
    const words = this.outliving();
    const { u32 } = memory.memory;
    const base = address / 4;
    u32.fill(0, base, base + layout.words);
    for (const [position, word] of words) u32[base + position] = word;
    u32[base + layout.steps] = scalars.steps;
    u32[base + layout.examples] = scalars.size;
    u32[base + layout.example] = scalars.firstExample;
    u32[base + layout.update] = scalars.update;
    u32.set(plan.key, base + layout.key);
    return address;
  }

  /** Brings up to date where things are that outlive a run, for the leader and all that share with it, after a rewiring in the middle of one. */
  renew(): void {
    const words = Array.from({ length: this.threads }, (_, thread) => this.outliving(thread));
    const { u32 } = this.memory.memory;
    for (const [thread, list] of words.entries()) {
      const base = this.ofThread(thread) / 4;
      for (const [position, value] of list) u32[base + position] = value;
    }
  }

  /** Words of shared arrays and stores. Asking for addresses may make room and so replace the views: ask first. @param part - whose, where threads share the network */
  outliving(part: number = 0): [position: number, value: number][] {
    const { layout, plan, memory } = this;
    const words = plan.arrays.flatMap((array): [number, number][] =>
      array.lifetime === 'shared' || array.lifetime === 'shard' ? [[array.id, memory.address(array, part)]] : [],
    );
    plan.stores.forEach(({ id }) =>
      memory
        .place(id, part)
        .words()
        .forEach((word, i) => words.push([layout.stores + STORE_WORDS * id + i, word])),
    );
    for (const rule of plan.rewirings) {
      if (rule.kind !== 'attempts') continue;
      const room = memory.rooms.take(
        `decisions of rewiring ${rule.id}, thread ${part}`,
        4 * DECISION_WORDS * rule.attempts,
      );
      words.push([layout.rewirings + REWIRING_WORDS * rule.id, room]);
    }
    return words;
  }

  /** How many synapses generated code has removed and added since this was asked last. @param rule - the rewiring @param thread - whose */
  takeEdits(rule: number, thread: number): { readonly gone: number; readonly born: number } {
    const { u32 } = this.memory.memory;
    const at = this.ofThread(thread) / 4 + this.layout.rewirings + REWIRING_WORDS * rule + 2;
    const [gone, born] = [u32[at]!, u32[at + 1]!];
    u32.fill(0, at, at + 2);
    return { gone, born };
  }

  /** Sets words of a context. @param owner - name of the context @param words - value by position */
  set(owner: string, words: Iterable<readonly [position: number, value: number]>): void {
    const base = this.address(owner) / 4;
    const { u32 } = this.memory.memory;
    for (const [position, value] of words) u32[base + position] = value;
  }

  /** Position of the first word of a population. @param population - the population */
  populationWord(population: number): number {
    return this.layout.populations + POPULATION_WORDS * population;
  }
}
