import { performance } from 'node:perf_hooks';

/** Which time is measured. */
export type Clock = 'cpu' | 'wall';

const threadTime = process.threadCpuUsage?.bind(process);

/** Milliseconds that the calling thread has computed; on a busy machine it does not grow while others run. */
export function threadMs(): number {
  // Linux brings the thread's own count up to date only when the whole process is asked; else it moves in ticks of 4 ms.
  process.cpuUsage();
  const { user, system } = threadTime ? threadTime() : process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of a clock. @param clock - processor time of this thread, or wall time */
const now = (clock: Clock): number => (clock === 'cpu' ? threadMs() : performance.now());

/** Milliseconds that something takes. @param clock - which time @param run - the work */
export async function timed(clock: Clock, run: () => Promise<unknown>): Promise<number> {
  const start = now(clock);
  await run();
  return now(clock) - start;
}

/** The shortest of several times. @param times - how often @param clock - which time @param run - the work */
export async function bestOf(times: number, clock: Clock, run: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < times; i++) best = Math.min(best, await timed(clock, run));
  return best;
}
