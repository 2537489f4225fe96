import { appendFile, mkdir, readFile } from 'node:fs/promises';

/** What a finished final run found out about one network. */
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
  /** Share of input synapses on channels that tell the class, where others are noise. */
  readonly informativeShare?: number;
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

/** Appends what a finished run found, in one write. @param results - one for each of its networks */
export async function recordRun(results: readonly AccuracyResult[]): Promise<void> {
  await mkdir(new URL('.', FILE), { recursive: true });
  await appendFile(FILE, results.map((result) => `${JSON.stringify(result)}\n`).join(''));
}
