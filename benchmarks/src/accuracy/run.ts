// Runs the final runs that are not in results/accuracy.jsonl yet, and appends each as it ends. Two at a time on one thread each
// finish sooner than one on two; the results are the same.
//   node --conditions=@growcone/source benchmarks/src/accuracy/run.ts DATA_DIR [number of runs]
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { commit } from '../measure/version.ts';
import { finishedRuns, recordRun, type AccuracyResult } from './results.ts';
import { accuracyRuns, type AccuracyRun } from './runs.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What the programs say of a network in their last line. */
interface Answer {
  readonly network?: string;
  readonly testAccuracy: number;
  readonly trainAccuracy: number;
  readonly informativeShare: number | null;
  readonly synapses: number;
  readonly rewired: number;
}

async function runOne(run: AccuracyRun, dataDir: string): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'growcone-accuracy-'));
  try {
    const [program = '', ...flags] = run.program;
    const more = run.readsData ? ['--data-dir', dataDir, '--threads', '1'] : [];
    const args = ['--conditions=@growcone/source', join(ROOT, program), ...flags, ...more, '--out', out];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 28 });
    const json = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Answer | { readonly rows: readonly Answer[] };
    const answers = 'rows' in json ? json.rows : [json];
    const ran = { date: new Date().toISOString(), commit: await commit(), command: run.command };
    const results = answers.map((a): AccuracyResult => ({
      ...ran,
      row: run.row ?? a.network ?? '',
      data: run.data,
      seed: run.seed,
      testAccuracy: a.testAccuracy,
      trainAccuracy: a.trainAccuracy,
      ...(a.informativeShare === null ? {} : { informativeShare: a.informativeShare }),
      synapses: a.synapses,
      rewired: a.rewired,
    }));
    await recordRun(results);
    for (const r of results) console.log(`${r.data} ${r.row} seed ${r.seed}: ${(100 * r.testAccuracy).toFixed(2)} %`);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

const [dataDir, most = '1000'] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('Give the folder that holds the data: run.ts DATA_DIR [number of runs]');
const finished = new Set((await finishedRuns()).map((r) => r.command));
const open = accuracyRuns.filter((run) => !finished.has(run.command)).slice(0, Number(most));
const next = open.values();
const work = async (): Promise<void> => {
  for (const run of next) await runOne(run, dataDir);
};
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 2) }, work));
