import { availableParallelism } from 'node:os';
import type { Simulation } from '@growcone/core';
import type { Benchmark, BenchmarkOptions, Row } from '../benchmark.ts';
import type { MemoryAnswer, MemoryQuestion } from '../fresh/training-memory.ts';
import { CCompiler, NO_COMPILER } from '../limits/compiler.ts';
import { dvsLimit } from '../limits/dvs-limit.ts';
import { timed } from '../measure/clock.ts';
import { compared } from '../measure/compared.ts';
import { inFreshProcess } from '../measure/fresh-process.ts';
import { besideCInWords, density as share, number } from '../measure/in-words.ts';
import { median, significant } from '../measure/statistics.ts';
import { takeTurns, type Turns, type Variant } from '../measure/take-turns.ts';
import { classifierBatch } from '../networks/classifier.ts';
import { compileVariant, SIZES, type TrainedVariant } from '../networks/trained-variant.ts';
import { dvsSizeOnGpu } from './dvs-size-gpu.ts';

/** Examples per batch: as many gradients are kept apart. */
const EXAMPLES = 8;

/** A network as large as one for the DVS gestures, on trials as long as theirs. */
export const dvsSize: Benchmark = {
  name: 'dvs-size',
  onGpu: dvsSizeOnGpu,
  question:
    'What does it cost to train 2048-512(recurrent refractory ALIF)-11 on trials of 18 457 steps with about 20 input spikes ' +
    'per step, dense and at 1 % with DEEP R: time per example, optimiser and rewiring included, and memory?',
  target:
    'on two cores 85 ms dense and 26 ms at 1 % on the machine of the design (C, one thread: 107 and 31); at most 64 MiB per ' +
    'thread beyond the weights',
  summarise: (rows) =>
    rows.flatMap((row) => {
      const what = `2048-512-11, 18 457 steps, ${share(row)}, ${number(row, 'threads')} thread${row['threads'] === 1 ? '' : 's'}`;
      return [
        {
          what: `${what}, per example`,
          measured: besideCInWords(time(row), row, 'overC'),
          target:
            row['density'] === 1
              ? '≤ 85 ms on two quiet cores (C there, one thread: 107)'
              : '≤ 26 ms on two quiet cores (C there, one thread: 31)',
        },
        {
          what: `${what}, memory per thread beyond the weights`,
          measured: `${number(row, 'beyondWeightsMiB')} MiB, ${number(row, 'besidesSynapsesMiB')} without optimiser state and gradients`,
          target: '≤ 64 MiB',
          met: number(row, 'beyondWeightsMiB') <= 64,
        },
      ];
    }),
  async run(options) {
    const { toy, limits } = options;
    await using compiler = limits === undefined ? undefined : await CCompiler.find();
    const limit = compiler && !toy ? await dvsLimit(compiler, limits!) : undefined;
    const cases = await Promise.all(variants(toy).map((variant) => prepare(variant, options)));
    try {
      const c = limit ? [{ name: 'c', turn: async () => ({ ...(await limit()) }) }] : [];
      const turns = await takeTurns([...cases, ...c], options.rounds ?? (toy ? 1 : 6));
      const rows: Row[] = [];
      for (const one of cases) rows.push(await row(one, turns, c.length > 0, toy));
      return { rows, notes: limits !== undefined && !compiler ? [NO_COMPILER] : NOTES };
    } finally {
      for (const { simulation } of cases) await simulation[Symbol.asyncDispose]();
    }
  },
};

/** Time per example; with several threads also that of all together, because others on the machine prolong the first. */
const time = (row: Row): string =>
  row['threads'] === 1
    ? `${number(row, 'msPerExample')} ms`
    : `${number(row, 'msPerExample')} ms (${number(row, 'cpuMsPerExample')} ms of processor time)`;

const NOTES = [
  `Batches of ${EXAMPLES}. One thread: its own time. Several: wall time, which others on the machine prolong; ` +
    'cpuMsPerExample is the time of all threads together.',
  'peakMemoryMiB: what a fresh process held at most, Node.js, input and compilation included. beyondWeightsMiB, per thread: ' +
    'the memory of the device less weights and indices. besidesSynapsesMiB, per thread: also less the optimiser state and the ' +
    `${EXAMPLES} gradients that a batch keeps apart, whose number does not depend on the threads.`,
  'limitMs: one thread; dense over the whole record, 1 % in segments that are recomputed, as C is fastest.',
];

function variants(toy: boolean): TrainedVariant[] {
  const size = toy ? 'toy' : 'gesture';
  const threads = toy ? [1] : [...new Set([1, Math.min(2, availableParallelism())])];
  return threads.flatMap((n): TrainedVariant[] => [
    { size, density: 1, rewiring: 'none', threads: n },
    { size, density: toy ? 0.1 : 0.01, rewiring: 'deep-r', threads: n },
  ]);
}

interface Case extends Variant {
  readonly variant: TrainedVariant;
  readonly simulation: Simulation;
  readonly inputSpikes: number;
}

async function prepare(variant: TrainedVariant, { toy }: BenchmarkOptions): Promise<Case> {
  const examples = toy ? 1 : EXAMPLES;
  const batch = classifierBatch(SIZES[variant.size], examples);
  const { simulation } = await compileVariant(variant);
  return {
    name: `${variant.density} ${variant.threads}`,
    variant,
    simulation,
    inputSpikes: (batch['input'] as { neurons: Uint32Array }).neurons.length / examples,
    async turn() {
      const start = process.cpuUsage();
      const ms = await timed(variant.threads === 1 ? 'cpu' : 'wall', () => simulation.train(batch));
      const { user, system } = process.cpuUsage(start);
      return { ms: ms / examples, cpu: (user + system) / 1000 / examples };
    },
  };
}

async function row({ name, variant, inputSpikes }: Case, turns: Turns, beside: boolean, toy: boolean): Promise<Row> {
  const { density, rewiring, threads } = variant;
  const ms = turns(name, 'ms');
  const memory = await inFreshProcess<MemoryQuestion, MemoryAnswer>('training-memory', {
    ...variant,
    examples: toy ? 1 : EXAMPLES,
    batches: 3,
  });
  const c = beside ? turns('c', density === 1 ? 'dense' : 'sparse') : undefined;
  // Two moments of Adam, and a gradient per example.
  const learned = memory.synapses * 4 * (2 + (toy ? 1 : EXAMPLES));
  const perThread = (bytes: number): number => significant(bytes / 2 ** 20 / threads, 3);
  return {
    density,
    rewiring,
    threads,
    msPerExample: significant(median(ms)),
    cpuMsPerExample: significant(median(turns(name, 'cpu'))),
    inputSpikes: Math.round(inputSpikes),
    peakMemoryMiB: significant(memory.peak),
    weightsMiB: significant(memory.weights / 2 ** 20, 3),
    beyondWeightsMiB: perThread(memory.device - memory.weights),
    besidesSynapsesMiB: perThread(memory.device - memory.weights - learned),
    ...(c ? { limitMs: significant(median(c)), ...compared('overC', ms, c) } : {}),
  };
}
