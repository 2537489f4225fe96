import { cpu } from '@growcone/backend-cpu';
import { presets, RunningMap, topographicMap, type MapPreset } from '@growcone/topomap';
import type { Benchmark, Row } from '../benchmark.ts';
import { timed } from '../measure/clock.ts';
import { number } from '../measure/in-words.ts';
import { medianInterval, median, ratios, significant } from '../measure/statistics.ts';
import { takeTurns } from '../measure/take-turns.ts';
import { topographicMapOnGpu } from './topographic-map-gpu.ts';

interface Case {
  readonly scale: number;
  /** Model time of a turn in ms. */
  readonly stretch: number;
  readonly rounds: number;
}

const CASES: readonly Case[] = [
  { scale: 1, stretch: 10_000, rounds: 6 },
  { scale: 2, stretch: 5000, rounds: 6 },
  { scale: 3, stretch: 3000, rounds: 6 },
  { scale: 4, stretch: 2000, rounds: 6 },
  { scale: 5, stretch: 1500, rounds: 6 },
  { scale: 6, stretch: 1000, rounds: 6 },
  { scale: 7, stretch: 1000, rounds: 6 },
];
const TOY: readonly Case[] = [{ scale: 1, stretch: 50, rounds: 2 }];

/** Real-time factors that are promised, by scale. */
const PROMISED: Readonly<Record<number, number>> = { 1: 50, 7: 1.5 };

/** How fast a topographic map forms. */
export const topographicMapSpeed: Benchmark = {
  name: 'topographic-map',
  onGpu: topographicMapOnGpu,
  question:
    'How much faster than real time does a topographic map form (Knight, Senk and Nowotny 2025; dt 0.1 ms, rewiring every ' +
    'millisecond) on one thread and on two, and what does one attempt to rewire cost? In turn with it the same network from the same ' +
    'state without rewiring.',
  target:
    'real-time factor of 50 with 2 × 256 and 1.5 with 2 × 12 544 neurons (there on two threads); at most 60 ns per attempt',
  summarise: (rows) =>
    rows.flatMap((row) => {
      const scale = number(row, 'scale');
      const factor = PROMISED[scale];
      const what = `map of 2 × ${number(row, 'neurons') / 2} neurons, one thread`;
      return [
        {
          what,
          measured: `${number(row, 'realTimeFactor')} × real time, ${number(row, 'nsPerNeuronStep')} ns per neuron and step${twoThreads(row)}`,
          target: factor === undefined ? 'reported' : `≥ ${factor} ×`,
          ...(factor === undefined ? {} : { met: number(row, 'realTimeFactor') >= factor }),
        },
        {
          what: `${what}: an attempt to rewire`,
          measured: `${number(row, 'nsPerAttempt')} ns, ${number(row, 'sharePercent')} % of the time (${number(row, 'shareLow')} to ${number(row, 'shareHigh')})`,
          target: '≤ 60 ns',
          met: number(row, 'nsPerAttempt') <= 60,
        },
      ];
    }),
  async run({ toy, rounds, log }) {
    const rows: Row[] = [];
    for (const one of toy ? TOY : CASES) {
      rows.push(await row({ ...one, rounds: rounds ?? one.rounds }));
      log(JSON.stringify(rows.at(-1)));
    }
    return {
      rows,
      notes: [
        'nsPerAttempt: what a stretch with rewiring takes more than one without, by the pairs drawn, edits included.',
        'Model time begins after one stretch that is not counted.',
      ],
    };
  },
};

/** Processor and wall time of a stretch. */
async function taken(running: RunningMap, stretch: number): Promise<Readonly<Record<string, number>>> {
  const start = performance.now();
  const ms = await timed('cpu', () => running.advance(stretch));
  return { ms, wall: performance.now() - start };
}

/** What a second thread brings, where the network is large enough for one. */
function twoThreads(row: Row): string {
  if (row['realTimeFactorOfTwo'] === undefined) return '';
  return `; on two threads ${number(row, 'realTimeFactorOfTwo')} ×, in ${number(row, 'timeOfTwo')} of the time`;
}

async function row({ scale, stretch, rounds }: Case): Promise<Row> {
  const { knight2025 } = presets;
  // Due after more time than anybody measures: the same storage, and no attempt.
  const idle: MapPreset = { ...knight2025, rewiring: { ...knight2025.rewiring, interval: 1e8 } };
  const [forming, still] = [knight2025, idle].map((preset) => topographicMap({ preset, seed: 1, scale }));
  await using rewired = await RunningMap.start(forming!, cpu({ threads: 1 }));
  await using fixed = await RunningMap.start(still!, cpu({ threads: 1 }));
  await using shared = await RunningMap.start(forming!, cpu({ threads: 2 }));
  const { fingerprint } = await fixed.live.checkpoint();
  const turns = await takeTurns(
    [
      { name: 'fixed', turn: () => taken(fixed, stretch) },
      { name: 'rewired', turn: () => taken(rewired, stretch) },
      { name: 'shared', turn: () => taken(shared, stretch) },
    ],
    rounds,
    async () => {
      const checkpoint = await rewired.live.checkpoint();
      await fixed.live.restore({ ...checkpoint, fingerprint });
      await shared.live.restore(checkpoint);
    },
  );
  const { interval, attempts: each } = knight2025.rewiring;
  const attempts = (2 * each * scale * scale * stretch) / interval;
  const neurons = 2 * forming!.target.size;
  const [with_, without] = [turns('rewired', 'ms'), turns('fixed', 'ms')];
  // A thread that waits for the other computes nothing, so here only wall time tells.
  const ofTwo = turns('shared', 'wall');
  const factor = (ms: readonly number[]): number => (rounds * stretch) / ms.reduce((sum, one) => sum + one, 0);
  // Smaller networks run on one thread whatever there is.
  const large = neurons >= 12_000;
  const share = medianInterval(ratios(without, with_));
  const percent = (ratio: number): number => significant(100 * (1 - ratio), 3);
  return {
    scale,
    neurons,
    seconds: (rounds * stretch) / 1000,
    realTimeFactor: significant(factor(with_), 3),
    ...(large
      ? {
          realTimeFactorOfTwo: significant(factor(ofTwo), 3),
          timeOfTwo: significant(medianInterval(ratios(ofTwo, turns('rewired', 'wall'))).median, 3),
        }
      : {}),
    nsPerNeuronStep: significant((1e6 * median(with_)) / (neurons * (stretch / knight2025.dt)), 3),
    nsPerAttempt: significant((1e6 * median(with_.map((ms, i) => ms - without[i]!))) / attempts, 3),
    sharePercent: percent(share.median),
    shareLow: percent(share.high),
    shareHigh: percent(share.low),
    meanInDegree: significant((await rewired.live.synapses(forming!.feedforward)).pre.length / forming!.target.size, 3),
  };
}
