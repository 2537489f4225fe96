import type { Simulation } from '@growcone/core';
import type { Benchmark, Row } from '../benchmark.ts';
import { timed } from '../measure/clock.ts';
import { density as share, number } from '../measure/in-words.ts';
import { medianInterval, median, ratios, significant } from '../measure/statistics.ts';
import { takeTurns } from '../measure/take-turns.ts';
import { classifierBatch } from '../networks/classifier.ts';
import { compileVariant, SIZES, type TrainedVariant } from '../networks/trained-variant.ts';

interface Case {
  readonly size: TrainedVariant['size'];
  readonly density: number;
  readonly examples: number;
  readonly pairs: number;
}

const SPOKEN: readonly Case[] = [
  { size: 'spoken', density: 0.05, examples: 128, pairs: 24 },
  { size: 'spoken', density: 0.05, examples: 32, pairs: 60 },
  { size: 'spoken', density: 0.01, examples: 128, pairs: 24 },
  { size: 'spoken', density: 0.01, examples: 32, pairs: 60 },
];
const GESTURE: readonly Case[] = [
  { size: 'gesture', density: 0.01, examples: 128, pairs: 20 },
  { size: 'gesture', density: 0.01, examples: 32, pairs: 20 },
];
const TOY: readonly Case[] = [{ size: 'toy', density: 0.2, examples: 4, pairs: 2 }];

/** Batches that DEEP R trains before it is measured: so many that rewiring has settled. */
const SETTLED = 5;

/** What rewiring adds to training. */
export const deepROverhead: Benchmark = {
  name: 'deep-r-overhead',
  question:
    'How much longer does a training batch take with DEEP R in growable rows than with fixed connections in compressed rows, on ' +
    'one thread, rewiring after every batch? Each pair of batches starts from the same synapses and weights. ' +
    '700-256-20 with 1000 steps; trials of 18 457 steps, where the share is smaller, with --set net=gesture (minutes).',
  target: 'at most 1 % at batch 128',
  settings: { net: 'spoken (700-256-20, the default) or gesture (2048-512-11, some ten minutes)' },
  summarise: (rows) =>
    rows.map((row) => {
      const [low, high] = [number(row, 'overheadLow'), number(row, 'overheadHigh')];
      const large = number(row, 'batch') >= 128;
      return {
        what: `DEEP R over fixed rows, ${String(row['net'])}, ${share(row)}, batch ${number(row, 'batch')}`,
        measured: `${number(row, 'overheadPercent')} % (${low} to ${high}); ${number(row, 'rewireUs')} µs, ${number(row, 'nsPerSynapse')} ns per synapse`,
        target: large ? '≤ 1 %' : 'reported',
        ...(large ? { met: number(row, 'overheadPercent') <= 1 } : {}),
      };
    }),
  async run({ toy, rounds, settings, log }) {
    const rows: Row[] = [];
    for (const one of toy ? TOY : settings['net'] === 'gesture' ? GESTURE : SPOKEN) {
      rows.push(await row({ ...one, pairs: rounds ?? one.pairs }));
      log(JSON.stringify(rows.at(-1)));
    }
    return {
      rows,
      notes: [
        'overheadPercent: median over the pairs, with its 95 % interval. rewireUs: both rewired projections, after the update; ' +
          'the pull towards 0 and the look at every sign are in the update and in the overhead.',
      ],
    };
  },
};

async function row({ size, density, examples, pairs }: Case): Promise<Row> {
  const batch = classifierBatch(SIZES[size], examples);
  const variant = { size, density, threads: 1 } as const;
  const still = (await compileVariant({ ...variant, rewiring: 'none' })).simulation;
  const { simulation: rewired, parts } = await compileVariant({ ...variant, rewiring: 'deep-r' });
  for (let i = 0; i < SETTLED; i++) await rewired.train(batch);
  let [replaced, synapses] = [0, 0];
  for (const projection of parts.sparse) synapses += (await rewired.synapses(projection)).pre.length;

  const turn = async (simulation: Simulation): Promise<Record<string, number>> => {
    const trial = await timed('cpu', () => simulation.accumulate(batch));
    const update = await timed('cpu', () => simulation.update());
    const rewire = await timed('cpu', async () => {
      for (const count of Object.values(await simulation.rewire())) replaced += count;
    });
    return { batch: trial + update + rewire, update, rewire };
  };
  const turns = await takeTurns(
    [
      { name: 'still', turn: () => turn(still) },
      { name: 'rewired', turn: () => turn(rewired) },
    ],
    pairs,
    // DEEP R goes on; the fixed network is given its synapses, so that both see the same spikes.
    async () => still.restore({ ...(await still.checkpoint()), stores: (await rewired.checkpoint()).stores }),
  );
  for (const simulation of [still, rewired]) await simulation[Symbol.asyncDispose]();

  const { median: ratio, low, high } = medianInterval(ratios(turns('rewired', 'batch'), turns('still', 'batch')));
  const percent = (value: number): number => significant(100 * (value - 1), 3);
  const rewireUs = 1000 * median(turns('rewired', 'rewire'));
  return {
    net: size,
    density,
    batch: examples,
    pairs,
    staticMs: significant(median(turns('still', 'batch'))),
    deepRMs: significant(median(turns('rewired', 'batch'))),
    overheadPercent: percent(ratio),
    overheadLow: percent(low),
    overheadHigh: percent(high),
    rewireUs: significant(rewireUs, 3),
    nsPerSynapse: significant((1000 * rewireUs) / synapses, 3),
    updateUs: significant(1000 * median(turns('rewired', 'update')), 3),
    staticUpdateUs: significant(1000 * median(turns('still', 'update')), 3),
    synapses,
    replaced: significant(replaced / (pairs + 1), 3),
  };
}
