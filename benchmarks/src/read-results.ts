import { readdir, readFile } from 'node:fs/promises';
import { RESULTS, type RecordedResult } from './record.ts';
import { catalogue } from './catalogue.ts';

/** What was asked: how often it was measured, and beside what, is not part of the question; which GPU is. */
const question = ({ command, gpu }: RecordedResult): string =>
  `${command.replaceAll(/ --(rounds|limits|before) \S+/g, '')} ${gpu?.adapter ?? ''}`;

/** The last answer to each question, in the order of the catalogue. */
export async function readResults(): Promise<readonly RecordedResult[]> {
  const files = new Set(await readdir(RESULTS));
  const results: RecordedResult[] = [];
  for (const { name } of catalogue) {
    if (!files.has(`${name}.jsonl`)) continue;
    const lines = (await readFile(new URL(`${name}.jsonl`, RESULTS), 'utf8')).trim().split('\n');
    // Boundary: what `record` wrote.
    const all = lines.map((line) => JSON.parse(line) as RecordedResult);
    results.push(...new Map(all.map((result) => [question(result), result])).values());
  }
  return results;
}
