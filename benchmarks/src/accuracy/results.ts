import { appendFile, mkdir, readFile } from 'node:fs/promises';
import type { AccuracyRun } from './runs.ts';

/** A finished final run. */
export interface AccuracyResult {
  /** When it ended: an ISO date. */
  readonly date: string;
  /** Commit it ran on. */
  readonly commit: string;
  /** The command, without the folder of the data. */
  readonly command: string;
  /** Row of the table. */
  readonly row: string;
  /** The data set. */
  readonly data: string;
  /** Seed. */
  readonly seed: number;
  /** Share of test examples that were right. */
  readonly testAccuracy: number;
  /** Share of training examples that were right in the last epoch. */
  readonly trainAccuracy: number;
  /** Seconds per epoch. */
  readonly secondsPerEpoch: number;
  /** Synapses of the network. */
  readonly synapses: number;
  /** Synapses that were replaced. */
  readonly rewired: number;
}

const FILE = new URL('../../results/accuracy.jsonl', import.meta.url);

/** The finished runs; none if there is no file yet. */
export async function finishedRuns(): Promise<readonly AccuracyResult[]> {
  const text = await readFile(FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AccuracyResult);
}

/** Appends a finished run. @param result - the run */
export async function recordRun(result: AccuracyResult): Promise<void> {
  await mkdir(new URL('.', FILE), { recursive: true });
  await appendFile(FILE, `${JSON.stringify(result)}\n`);
}

/** The command of a run, as a reader would type it. @param run - the run */
export const commandOf = (run: AccuracyRun): string => `npm run growcone -- ${run.flags.join(' ')} --json`;
