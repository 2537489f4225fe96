import type { Found, Job, JobResult, RasterRoom } from './job.ts';
import type { FollowJob } from './share-job.ts';

/** Gives a worker more room for the spikes of a population. @param worker - its number @param population - the population @param capacity - numbers needed */
export type GiveRoom = (worker: number, population: number, capacity: number) => RasterRoom;

/** Workers that follow a leader. */
export interface Following {
  /** When all wait for the leader's first step: before that it must not block its thread. */
  readonly started: Promise<void>;
  /** When all have finished. */
  readonly finished: Promise<void>;
}

/** The workers of one program. */
export interface Crew {
  /** Number of workers. */
  readonly size: number;
  /** Makes a module ready on every worker. @param name - its name in jobs @param module - the code */
  load(name: string, module: WebAssembly.Module): Promise<void>;
  /** Runs one job per worker. @param jobs - by worker; workers without one rest @param begun - called when everything is in place, where the calling thread runs them */
  run(jobs: readonly Job[], begun?: () => Promise<void>): Promise<readonly JobResult[]>;
  /** Follows a leader that runs in the calling thread. @param jobs - by worker */
  follow(jobs: readonly FollowJob[]): Following;
  /** Runs one example step by step on the first worker. @param job - a job of that worker @param example - the example */
  locate(job: Job, example: number): Promise<Found | undefined>;
  /** Forgets the program. */
  close(): void;
}

/** The workers of a device. */
export interface Team {
  /** Number of workers. */
  readonly size: number;
  /** Whether they share their memory with the main thread across threads. */
  readonly threaded: boolean;
  /** Makes them ready for a program. @param memory - its memory @param giveRoom - called when spikes need more room */
  open(memory: WebAssembly.Memory, giveRoom: GiveRoom): Promise<Crew>;
  /** Ends them. */
  close(): Promise<void>;
}
