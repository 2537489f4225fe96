import { syncByte, syncBytes } from './sync-counters.ts';
import type { Words } from './words.ts';

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
