import { appendFile, mkdir } from 'node:fs/promises';
import type { BenchmarkResult } from './benchmark.ts';
import { commit } from './measure/version.ts';

/** Where the answers of benchmarks are kept. */
export const RESULTS: URL = new URL('../results/', import.meta.url);

/** An answer as it is kept. */
export interface RecordedResult extends BenchmarkResult {
  /** When it was given: an ISO date. */
  readonly date: string;
  /** Commit that was measured; with `+` behind it if files differed from it. */
  readonly commit: string;
  /** The command line behind `growcone bench`. */
  readonly command: string;
}

/**
 * Appends an answer to `results/<name>.jsonl`.
 *
 * @param result - the answer
 * @param command - how it was asked for
 */
export async function record(result: BenchmarkResult, command: string): Promise<void> {
  const line: RecordedResult = { date: new Date().toISOString(), commit: await commit(), command, ...result };
  await mkdir(RESULTS, { recursive: true });
  await appendFile(new URL(`${result.name}.jsonl`, RESULTS), `${JSON.stringify(line)}\n`);
}
