import type { Plan } from '@growcone/core';
import { populationWord, sharingWord } from '../emit/memory-map.ts';
import type { Contexts } from './contexts.ts';
import { contextLayout, markedSteps, padded, POPULATION_WORDS } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';
import { SHARED_ENTRY, type Share } from './share.ts';
import { partModule, type FollowJob, type SharedJob } from './share-job.ts';
import { syncBytes } from './sync-counters.ts';

/** Bytes that processors pass to each other at once. */
const CACHE_LINE = 64;

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
