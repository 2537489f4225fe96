import { sharingWord, populationWord } from '../emit/memory-map.ts';
import { syncByte, syncBytes } from '../emit/sync.ts';
import type { Contexts } from './contexts.ts';
import { contextLayout, markedSteps, padded, POPULATION_WORDS } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';
import { SHARED_ENTRY, type Share } from './share.ts';
import type { Plan } from '@growcone/core';
import type { Words } from './words.ts';

/** Bytes that processors pass to each other at once. */
const CACHE_LINE = 64;

/** What the leader of threads that share a network needs to know about them. */
export interface SharedJob {
  /** Address of the counters that they wait for. */
  readonly counters: number;
  /** Contexts by thread; the first is the leader's. */
  readonly contexts: readonly number[];
  /** Words of a context. */
  readonly length: number;
  /** Words in which a thread's context differs from the leader's. */
  readonly words: readonly (readonly (readonly [position: number, value: number])[])[];
}

/** What a thread does that follows a leader: all steps of a run in one call. */
export interface FollowJob {
  /** Name of the loaded module. */
  readonly module: string;
  /** Name of the function. */
  readonly name: string;
  /** Address of the context. */
  readonly context: number;
  /** The first step. */
  readonly from: number;
  /** After the last. */
  readonly to: number;
  /** Address of the counters. */
  readonly counters: number;
}

/** Name of the module of a thread. @param thread - which */
export const partModule = (thread: number): string => `part ${thread}`;

/**
 * Places what threads need that share a network.
 *
 * @param plan - the plan
 * @param memory - the program's memory
 * @param contexts - the program's contexts
 * @param share - how they share it
 * @param firstStep - number of steps that have run before
 */
export function placeShared(
  plan: Plan,
  memory: ProgramMemory,
  contexts: Contexts,
  share: Share,
  firstStep: number,
): SharedJob {
  const layout = contextLayout(plan);
  const { rooms } = memory;
  // Counters that others write must not lie on one cache line with anything that is read often.
  const room = rooms.take('what threads wait for', syncBytes(share.threads) + CACHE_LINE);
  const counters = CACHE_LINE * Math.ceil(room / CACHE_LINE);
  const words = share.ranges.map((ranges, thread) => {
    const own = plan.populations.flatMap(({ id, size }): [number, number][] => {
      const { from, to } = ranges[id]!;
      const position = layout.populations + POPULATION_WORDS * id;
      // The list of a loop without vectors takes one number more than there are spikes.
      const list = rooms.take(`own spikes of population ${id}, thread ${thread}`, 4 * (to - from) + 16);
      const steps = markedSteps(plan, id) + 1;
      const ring = rooms.take(`spike marks of population ${id}, worker ${thread}`, 4 * padded(size) * steps);
      return [
        [position + populationWord.own, list],
        [position + populationWord.ownCount, 0],
        [position + populationWord.spiked, ring],
      ];
    });
    return [
      ...own,
      [layout.sharing + sharingWord.sync, counters],
      [layout.sharing + sharingWord.leader, contexts.ofThread(0)],
      [layout.sharing + sharingWord.firstStep, firstStep + 1],
    ] as [number, number][];
  });
  // Asking for these may make room, which replaces views; addresses stay.
  const parts = words.map((list, thread) => [...contexts.outliving(thread), ...list]);
  return {
    counters,
    contexts: words.map((_, thread) => contexts.ofThread(thread)),
    length: layout.words,
    words: parts,
  };
}

/** Copies the leader's context to all others, and makes each its own. @param shared - the threads @param words - the memory */
export function openShared({ contexts, counters, length, words: own }: SharedJob, words: Words): void {
  const { u32 } = words;
  const leader = contexts[0]! / 4;
  u32.fill(0, counters / 4, (counters + syncBytes(contexts.length)) / 4);
  for (const [thread, context] of contexts.entries()) {
    if (thread > 0) u32.copyWithin(context / 4, leader, leader + length);
    for (const [position, value] of own[thread]!) u32[context / 4 + position] = value;
  }
}

/** Jobs of the threads that follow. @param shared - the threads @param unit - number of the sweep @param from - its first step @param to - after its last */
export const followJobs = ({ contexts, counters }: SharedJob, unit: number, from: number, to: number): FollowJob[] =>
  contexts.slice(1).map((context, n) => ({
    module: partModule(n + 1),
    name: `${SHARED_ENTRY}.${unit}.forward`,
    context,
    from,
    to,
    counters,
  }));

/** Tells all threads to give a run up. @param memory - the memory @param counters - address of the counters */
export function giveUp(memory: WebAssembly.Memory, counters: number): void {
  Atomics.store(new Int32Array(memory.buffer), (counters + syncByte.abort) / 4, 1);
}

/** Ends a run that was given up. A plain error: workers load this file, and load no other package. */
export class RunGivenUp extends Error {
  override readonly name: string = 'RunGivenUp';
}

/** Throws if a run was given up, by another thread or because the network is disposed of. @param memory - the memory @param shared - the threads */
export function throwIfGivenUp(memory: WebAssembly.Memory, { counters }: SharedJob): void {
  if (Atomics.load(new Int32Array(memory.buffer), (counters + syncByte.abort) / 4) === 0) return;
  throw new RunGivenUp('The run was given up: the network was disposed of, or a thread has failed.');
}
