import { readFileSync } from 'node:fs';

/** Memory of this process in MiB. */
export interface Resident {
  /** Now. */
  readonly now: number;
  /** At most, since the process started. */
  readonly peak: number;
}

/**
 * Memory that this process holds. On Linux from its status: the peak of `getrusage` is no use, because a new process starts
 * with the peak of the one that started it.
 */
export function resident(): Resident {
  if (process.platform === 'linux') {
    const status = readFileSync('/proc/self/status', 'utf8');
    const kib = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)![1]);
    return { now: kib('VmRSS') / 1024, peak: kib('VmHWM') / 1024 };
  }
  return { now: process.memoryUsage().rss / 2 ** 20, peak: process.resourceUsage().maxRSS / 1024 };
}
