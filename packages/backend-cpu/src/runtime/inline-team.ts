import type { Rewire } from './example-run.ts';
import { Executor } from './executor.ts';
import type { Team } from './team.ts';

/** One worker in the calling thread. @param rewire - rewires between steps @param clock - told when a part of a step ends */
export const inlineTeam = (rewire?: Rewire, clock?: (part: number) => void): Team => ({
  size: 1,
  threaded: false,
  open: async (memory, giveRoom) => {
    const executor = new Executor(
      memory,
      async ({ population }, capacity) => giveRoom(0, population, capacity),
      rewire,
      clock,
    );
    return {
      size: 1,
      load: (name, module) => executor.load(name, module),
      run: (jobs, begun) => Promise.all(jobs.map((job) => executor.run(job, begun))),
      follow: () => {
        throw new Error('one thread has nobody to follow');
      },
      locate: (job, example) => executor.locate(job, example),
      close: () => {},
    };
  },
  close: async () => {},
});
