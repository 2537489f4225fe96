import type { Benchmark, Row } from '../benchmark.ts';
import type { FirstStep, FirstStepQuestion } from '../fresh/first-step.ts';
import { inFreshProcess, type PackagesFrom } from '../measure/fresh-process.ts';
import { atMost, density as share, number } from '../measure/in-words.ts';
import { medianInterval, median, significant } from '../measure/statistics.ts';

/** Times in one process: the first one and some more. */
const TIMES = 6;

/** From description to first step. */
export const startup: Benchmark = {
  name: 'startup',
  question:
    'How long does it take from compile to the end of the first training step of 700-256(recurrent refractory ALIF)-20 with two ' +
    'worker threads, connections drawn and workers started: in a fresh process, and when one has compiled before?',
  target: 'at most 60 ms',
  settings: { from: 'sources (the default) or dist, what the last build left' },
  summarise: (rows) =>
    rows.map((row) => ({
      what: `compile to first step, 700-256-20, ${share(row)}, 2 threads, ${String(row['when'])}`,
      measured: `${number(row, 'ms')} ms (${number(row, 'msLow')}–${number(row, 'msHigh')}), ${number(row, 'cpuMs')} ms of processor time`,
      target: '≤ 60 ms',
      ...atMost(row, 'ms', 60),
    })),
  async run({ toy, rounds = toy ? 1 : 7, settings }) {
    const from: PackagesFrom = settings['from'] === 'dist' ? 'dist' : 'sources';
    const rows: Row[] = [];
    for (const density of toy ? [0.1] : [1, 0.05]) {
      const question: FirstStepQuestion = { size: toy ? 'toy' : 'spoken', density, threads: 2, times: toy ? 2 : TIMES };
      const processes: (readonly FirstStep[])[] = [];
      for (let i = 0; i < rounds; i++) processes.push(await inFreshProcess('first-step', question, from));
      rows.push(
        row(
          density,
          'fresh process',
          processes.map((steps) => steps[0]!),
        ),
      );
      rows.push(
        row(
          density,
          'again',
          processes.flatMap((steps) => steps.slice(1)),
        ),
      );
    }
    return {
      rows,
      notes: [
        'Wall time, which others on the machine prolong; cpuMs is the time of all threads together. ' +
          (from === 'dist'
            ? 'It ran what the last build left.'
            : 'It ran the sources: Node.js strips the types of the workers’ files as they start, which published packages do not need.'),
      ],
    };
  },
};

function row(density: number, when: string, steps: readonly FirstStep[]): Row {
  const { median: ms, low, high } = medianInterval(steps.map(({ compile, step }) => compile + step));
  return {
    density,
    when,
    threads: 2,
    ms: significant(ms, 3),
    msLow: significant(low, 3),
    msHigh: significant(high, 3),
    compileMs: significant(median(steps.map((s) => s.compile)), 3),
    firstStepMs: significant(median(steps.map((s) => s.step)), 3),
    cpuMs: significant(median(steps.map((s) => s.cpu)), 3),
  };
}
