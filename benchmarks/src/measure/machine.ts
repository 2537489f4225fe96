import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** Where a benchmark ran. */
export interface Machine {
  /** Name of the processor. */
  readonly cpu: string;
  /** Number of processors that it may use. */
  readonly cores: number;
  /** Memory in GiB. */
  readonly memoryGiB: number;
  /** Operating system. */
  readonly os: string;
  /** Version of Node.js. */
  readonly node: string;
  /** Processes that wanted to run, mean over the last minute: far above `cores`, only ratios mean anything. */
  readonly load: number;
}

/** This machine, now. */
export const machine = (): Machine => ({
  cpu: (cpus()[0]?.model ?? 'unknown').trim(),
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  os: `${platform()} ${release().split('-')[0]}`,
  node: process.versions.node,
  load: Number((loadavg()[0] ?? 0).toFixed(2)),
});
