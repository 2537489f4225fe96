import { fileURLToPath } from 'node:url';
import type { Benchmark, Row } from '../benchmark.ts';
import { compared } from '../measure/compared.ts';
import { density as share, number, ratio } from '../measure/in-words.ts';
import { median, significant } from '../measure/statistics.ts';
import { takeTurns, type Turns } from '../measure/take-turns.ts';
import { CASES, type ReleaseCase } from '../release/cases.ts';
import { installed } from '../release/installed.ts';
import { TrialProcess } from '../release/trial-process.ts';
import { UsageError } from '../usage-error.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TRIALS = fileURLToPath(new URL('../release/trials.ts', import.meta.url));
const LEAST = 0.97;
const NETS: Readonly<Record<string, string>> = { spoken: '700-256-20, 1000 steps', images: '784-256-10, 80 steps' };

/** This version beside an older one, both as users install them. */
export const release: Benchmark = {
  name: 'release',
  question:
    'Does e-prop still run as fast as in an older version, both packed and installed with npm, each in its own process, taking turns? ' +
    'A trial on one thread, reverse and online form, dense and at 5 %, with and without the optimiser.',
  target: `at least ${LEAST} times the speed of the version of --before DIR`,
  summarise: (rows) =>
    rows.map((row) => ({
      what: `e-prop since the version before, ${NETS[String(row['net'])]!}, ${String(row['form'])}, ${share(row)}`,
      measured: `${number(row, 'trialMs')} ms per example, ${ratio(row, 'trialSpeed', 'its speed')}; with optimiser ${ratio(row, 'trainSpeed', 'its speed')}`,
      target: `≥ ${LEAST} ×`,
      met: number(row, 'trialSpeed') >= LEAST && number(row, 'trainSpeed') >= LEAST,
    })),
  async run({ toy, before, rounds = toy ? 1 : 15, log }) {
    if (toy) {
      // Sources on both sides: nothing is packed.
      const how = { node: ['--conditions=@growcone/source'], script: ['--toy'] };
      return { rows: await compare(new TrialProcess(TRIALS, how), new TrialProcess(TRIALS, how), rounds), notes: [] };
    }
    if (before === undefined)
      throw new UsageError('release compares with an older version: give its checkout with --before DIR.');
    await using older = await installed(before);
    await using newer = await installed(ROOT);
    log('packed and installed');
    const rows = await compare(new TrialProcess(older.script), new TrialProcess(newer.script), rounds);
    return {
      rows,
      notes: [
        'Thread time per example, the best of some batches; median over the rounds. Speed: time before over time now, round by round.',
      ],
    };
  },
};

async function compare(older: TrialProcess, newer: TrialProcess, rounds: number): Promise<Row[]> {
  await using before = older;
  await using now = newer;
  const rows: Row[] = [];
  for (const [n, one] of CASES.entries()) {
    const turn = (name: string, process: TrialProcess) => ({ name, turn: async () => ({ ...(await process.ask(n)) }) });
    rows.push(row(one, await takeTurns([turn('before', before), turn('now', now)], rounds)));
  }
  return rows;
}

function row(one: ReleaseCase, turns: Turns): Row {
  const columns = (['trial', 'train'] as const).map((what) => {
    const [before, now] = [turns('before', what), turns('now', what)];
    return {
      [`${what}Ms`]: significant(median(now)),
      [`${what}BeforeMs`]: significant(median(before)),
      ...compared(`${what}Speed`, before, now),
    };
  });
  return { ...one, ...columns[0], ...columns[1] };
}
