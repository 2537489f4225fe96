import type { Simulation } from '@growcone/core';
import type { Benchmark, BenchmarkOptions, Row } from '../benchmark.ts';
import type { MemoryAnswer, MemoryQuestion } from '../fresh/training-memory.ts';
import { bestOf } from '../measure/clock.ts';
import { compared } from '../measure/compared.ts';
import { inFreshProcess } from '../measure/fresh-process.ts';
import { atMost, number, ratio } from '../measure/in-words.ts';
import { medianInterval, significant } from '../measure/statistics.ts';
import { takeTurns, type Variant } from '../measure/take-turns.ts';
import { classifierBatch } from '../networks/classifier.ts';
import { compileVariant, SIZES, type TrainedVariant } from '../networks/trained-variant.ts';

/** Examples per batch, and the best of how many batches. */
const WORK = { examples: 4, times: 8 };
/** Examples per batch where memory is measured: as many as the figures of other systems were measured with. */
const MEMORY_EXAMPLES = 32;

/** Surrogates with the milliseconds that an example may take. */
const LIMITS = { triangular: 5.5, 'fast sigmoid': 11 } as const;
type Through = keyof typeof LIMITS;
const SURROGATES: readonly Through[] = ['triangular', 'fast sigmoid'];
const MOST_MB = 50;

/** Backpropagation through time on the network of `eprop-forms`. */
export const bpttStep: Benchmark = {
  name: 'bptt-step',
  question:
    'What does backpropagation through time cost on the dense 700-256(recurrent refractory ALIF)-20 with 1000 steps: time per ' +
    'example on one thread, forward and reverse sweep without the optimiser, and memory? With a triangular surrogate, where ' +
    'neurons whose slope is 0 are skipped, and with a fast sigmoid, which never vanishes.',
  target:
    'at most 5.5 ms per example with the triangle and 11 ms with the fast sigmoid, at most 50 MB (PyTorch, batch 32: 14–15 ms and ' +
    '700–830 MB; mlGeNN EventProp: 6–10 ms)',
  summarise: (rows) =>
    rows.flatMap((row) => {
      const through = row['surrogate'] as Through;
      const what = `backpropagation through time, dense, ${through}`;
      const interval = `${number(row, 'msPerExampleLow')}–${number(row, 'msPerExampleHigh')}`;
      return [
        {
          what: `${what}, per example`,
          measured: `${number(row, 'msPerExample')} ms (${interval}), ${ratio(row, 'overEprop', 'e-prop')}`,
          target: `≤ ${LIMITS[through]} ms`,
          ...atMost(row, 'msPerExample', LIMITS[through]),
        },
        {
          what: `${what}, memory`,
          measured: `${number(row, 'totalMB')} MB with weights, gradients and optimiser; process at most ${number(row, 'peakMemoryMiB')} MiB`,
          target: `≤ ${MOST_MB} MB`,
          ...atMost(row, 'totalMB', MOST_MB),
        },
      ];
    }),
  async run(options) {
    const size = options.toy ? 'toy' : 'spoken';
    const cases = await Promise.all([undefined, ...SURROGATES].map((through) => prepare(size, through, options)));
    try {
      const turns = await takeTurns(cases, options.rounds ?? (options.toy ? 1 : 15));
      const eprop = turns(EPROP, 'ms');
      const rows: Row[] = [];
      for (const { name, variant } of cases.slice(1)) {
        const ms = turns(name, 'ms');
        const { median, low, high } = medianInterval(ms);
        const memory = await inFreshProcess<MemoryQuestion, MemoryAnswer>('training-memory', {
          ...variant,
          examples: options.toy ? 1 : MEMORY_EXAMPLES,
          batches: 3,
        });
        rows.push({
          surrogate: name,
          msPerExample: significant(median),
          msPerExampleLow: significant(low),
          msPerExampleHigh: significant(high),
          epropMs: significant(medianInterval(eprop).median),
          ...compared('overEprop', ms, eprop),
          totalMB: significant(memory.device / 1e6, 3),
          weightsMB: significant(memory.weights / 1e6, 3),
          peakMemoryMiB: significant(memory.peak),
        });
      }
      return { rows, notes: NOTES };
    } finally {
      for (const { simulation } of cases) await simulation[Symbol.asyncDispose]();
    }
  },
};

const NOTES = [
  `Thread time: the best of ${WORK.times} batches of ${WORK.examples}, median over the rounds with its interval. epropMs: the reverse form on the same network.`,
  `totalMB: WebAssembly memory of a fresh process that trains batches of ${MEMORY_EXAMPLES} with Adam: weights, both moments, the ` +
    'gradients that a batch keeps apart, and the record of the trial in work. peakMemoryMiB: what that process held at most, ' +
    'Node.js, input and compilation included.',
];

const EPROP = 'e-prop';

interface Case extends Variant {
  readonly variant: TrainedVariant;
  readonly simulation: Simulation;
}

async function prepare(
  size: TrainedVariant['size'],
  through: Through | undefined,
  { toy }: BenchmarkOptions,
): Promise<Case> {
  const { examples, times } = toy ? { examples: 1, times: 1 } : WORK;
  const variant: TrainedVariant = { size, density: 1, rewiring: 'none', threads: 1, ...(through ? { through } : {}) };
  const batch = classifierBatch(SIZES[size], examples);
  const { simulation } = await compileVariant(variant);
  return {
    name: through ?? EPROP,
    variant,
    simulation,
    turn: async () => ({ ms: (await bestOf(times, 'cpu', () => simulation.accumulate(batch))) / examples }),
  };
}
