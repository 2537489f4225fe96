import { cpu } from '@growcone/backend-cpu';
import { presets, RunningMap, topographicMap, type MapPreset } from '@growcone/topomap';
import type { Benchmark, Row } from '../benchmark.ts';
import { timed } from '../measure/clock.ts';
import { number } from '../measure/in-words.ts';
import { medianInterval, median, ratios, significant } from '../measure/statistics.ts';
import { takeTurns } from '../measure/take-turns.ts';

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
  question:
    'How much faster than real time does a topographic map form on one thread (Knight, Senk and Nowotny 2025; dt 0.1 ms, rewiring ' +
    'every millisecond), and what does one attempt to rewire cost? Beside it the same network from the same state without rewiring.',
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
          measured: `${number(row, 'realTimeFactor')} × real time, ${number(row, 'nsPerNeuronStep')} ns per neuron and step`,
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

async function row({ scale, stretch, rounds }: Case): Promise<Row> {
  const { knight2025 } = presets;
  // Due after more time than anybody measures: the same storage, and no attempt.
  const idle: MapPreset = { ...knight2025, rewiring: { ...knight2025.rewiring, interval: 1e8 } };
  const [forming, still] = [knight2025, idle].map((preset) => topographicMap({ preset, seed: 1, scale }));
  await using rewired = await RunningMap.start(forming!, cpu({ threads: 1 }));
  await using fixed = await RunningMap.start(still!, cpu({ threads: 1 }));
  const { fingerprint } = await fixed.live.checkpoint();
  const turns = await takeTurns(
    [
      { name: 'fixed', turn: async () => ({ ms: await timed('cpu', () => fixed.advance(stretch)) }) },
      { name: 'rewired', turn: async () => ({ ms: await timed('cpu', () => rewired.advance(stretch)) }) },
    ],
    rounds,
    async () => fixed.live.restore({ ...(await rewired.live.checkpoint()), fingerprint }),
  );
  const { interval, attempts: each } = knight2025.rewiring;
  const attempts = (2 * each * scale * scale * stretch) / interval;
  const neurons = 2 * forming!.target.size;
  const [with_, without] = [turns('rewired', 'ms'), turns('fixed', 'ms')];
  const share = medianInterval(ratios(without, with_));
  const percent = (ratio: number): number => significant(100 * (1 - ratio), 3);
  return {
    scale,
    neurons,
    seconds: (rounds * stretch) / 1000,
    realTimeFactor: significant((rounds * stretch) / with_.reduce((sum, ms) => sum + ms, 0), 3),
    nsPerNeuronStep: significant((1e6 * median(with_)) / (neurons * (stretch / knight2025.dt)), 3),
    nsPerAttempt: significant((1e6 * median(with_.map((ms, i) => ms - without[i]!))) / attempts, 3),
    sharePercent: percent(share.median),
    shareLow: percent(share.high),
    shareHigh: percent(share.low),
    meanInDegree: significant((await rewired.live.synapses(forming!.feedforward)).pre.length / forming!.target.size, 3),
  };
}
