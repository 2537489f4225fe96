// Runs the final runs that are not in results/accuracy.jsonl yet, one after another, and appends each as it ends:
//   node --conditions=@growcone/source benchmarks/src/accuracy/run.ts DATA_DIR [number of runs]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commit } from '../measure/version.ts';
import { commandOf, finishedRuns, recordRun } from './results.ts';
import { accuracyRuns, type AccuracyRun } from './runs.ts';

const CLI = fileURLToPath(new URL('../../../packages/cli/src/bin.ts', import.meta.url));

async function runOne(run: AccuracyRun, dataDir: string): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'growcone-accuracy-'));
  try {
    const args = ['--conditions=@growcone/source', CLI, ...run.flags, '--data-dir', dataDir, '--out', out, '--json'];
    const done = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (done.status !== 0) throw new Error(`${commandOf(run)} ended with ${done.status}: ${done.stderr.slice(-2000)}`);
    const json = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    const number = (key: string): number => json[key] ?? NaN;
    await recordRun({
      date: new Date().toISOString(),
      commit: await commit(),
      command: commandOf(run),
      row: run.row,
      data: run.data,
      seed: run.seed,
      testAccuracy: number('testAccuracy'),
      trainAccuracy: number('trainAccuracy'),
      secondsPerEpoch: number('secondsPerEpoch'),
      synapses: number('synapses'),
      rewired: number('rewired'),
    });
    console.log(`${run.data} ${run.row} seed ${run.seed}: ${(100 * number('testAccuracy')).toFixed(2)} %`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const [dataDir, most = '1000'] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('Give the folder that holds the data: run.ts DATA_DIR [number of runs]');
const finished = new Set((await finishedRuns()).map((r) => r.command));
const open = accuracyRuns.filter((run) => !finished.has(commandOf(run)));
for (const run of open.slice(0, Number(most))) await runOne(run, dataDir);
