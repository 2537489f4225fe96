import { cpu } from '@growcone/backend-cpu';
import {
  mapQuality,
  presets,
  redrawnControl,
  RunningMap,
  shuffledControl,
  signedRankLess,
  topographicMap,
  type MapView,
  type TopographicMapOptions,
} from '@growcone/topomap';
import type { Benchmark, Row } from '../benchmark.ts';
import { number } from '../measure/in-words.ts';
import { significant } from '../measure/statistics.ts';

interface Case {
  readonly name: string;
  readonly options: Omit<TopographicMapOptions, 'seed'>;
  /** Model time. */
  readonly seconds: number;
  /** What is compared, and what the literature has (Bamford, Murray and Willshaw 2010). */
  readonly claims: readonly Claim[];
}

interface Claim {
  readonly view: MapView;
  readonly measure: 'sigma' | 'deviation';
  readonly control: 'redrawn' | 'shuffled';
  /** Whether it is below the control or not. */
  readonly below: boolean;
}

const { knight2025, bamford2010 } = presets;

const CASES: readonly Case[] = [
  ...casesOf('', { preset: knight2025 }, 60),
  // The changes of this preset are slow: its authors let 300 s pass.
  ...casesOf('limited in-degree, ', { preset: bamford2010 }, 300),
];

/** Whether a claim holds. @param below - what is claimed @param p - of the test */
const holds = (below: boolean, p: number): boolean => (below ? p < 0.01 : p > 0.05);

/** What the literature claims. @param prefix - of the names @param options - of the map @param seconds - model time */
function casesOf(prefix: string, options: Case['options'], seconds: number): readonly Case[] {
  return [
    {
      name: `${prefix}correlated, rewiring`,
      options,
      seconds,
      claims: (['sigma', 'deviation'] as const).flatMap((measure) => [
        { view: 'weights', measure, control: 'redrawn', below: true },
        { view: 'weights', measure, control: 'shuffled', below: true },
      ]),
    },
    {
      name: `${prefix}correlated, no rewiring`,
      options: { ...options, rewiring: false },
      seconds,
      claims: [{ view: 'weights', measure: 'sigma', control: 'shuffled', below: true }],
    },
    {
      name: `${prefix}uncorrelated, rewiring`,
      options: { ...options, stimulus: 'uncorrelated' },
      seconds,
      claims: [{ view: 'connectivity', measure: 'sigma', control: 'redrawn', below: false }],
    },
  ];
}

/** What becomes of a topographic map. */
export const mapQualityBenchmark: Benchmark = {
  name: 'map-quality',
  question:
    'Is the map of Knight, Senk and Nowotny 2025 after 60 s better than its controls: partners drawn anew, weights dealt out anew? And ' +
    'that of Bamford, Murray and Willshaw 2010 with 16 slots per neuron after 300 s? ' +
    'Spread and displacement of afferents in grid units, mean ± standard deviation over seeds; p: Wilcoxon signed-rank test over the ' +
    'neurons, one-sided, the least favourable of all seeds.',
  target:
    'below both controls with p < 0.01 for correlated input; connectivity not below chance (p > 0.05) for uncorrelated input',
  settings: { seeds: 'how many seeds, from 1 (5)' },
  summarise: (rows) =>
    rows.map((row) => {
      const below = row['below'] === true;
      const p = number(row, 'p');
      return {
        what: `map, ${String(row['case'])}: ${String(row['measure'])} of ${String(row['view'])} against ${String(row['control'])}`,
        measured:
          `${number(row, 'own')} ± ${number(row, 'ownSd')} against ${number(row, 'chance')} ± ${number(row, 'chanceSd')}, ` +
          `p = ${p} in the worst seed, holds in ${number(row, 'holdsIn')} of ${number(row, 'seeds')}`,
        target: below ? 'below, p < 0.01 in every seed' : 'not below, p > 0.05 in every seed',
        met: holds(below, p),
      };
    }),
  async run({ toy, settings, log }) {
    const seeds = Number(settings['seeds'] ?? (toy ? 1 : 5));
    if (!Number.isInteger(seeds) || seeds < 1) {
      throw new RangeError(`seeds must be a whole number of at least 1, got '${settings['seeds']}'.`);
    }
    const rows: Row[] = [];
    for (const one of CASES) {
      const measured = [];
      for (let seed = 1; seed <= seeds; seed++) measured.push(await measure(one, seed, toy ? 50 : 1000 * one.seconds));
      for (const [n, claim] of one.claims.entries()) {
        const of = measured.map((claims) => claims[n]!);
        rows.push({
          case: one.name,
          ...claim,
          seeds,
          ...meanAndDeviation(
            'own',
            of.map(({ own }) => own),
          ),
          ...meanAndDeviation(
            'chance',
            of.map(({ chance }) => chance),
          ),
          p: significant((claim.below ? Math.max : Math.min)(...of.map(({ p }) => p)), 2),
          holdsIn: of.filter(({ p }) => holds(claim.below, p)).length,
        });
        log(JSON.stringify(rows.at(-1)));
      }
    }
    return { rows, notes: [] };
  },
};

/** The claims of a case for one seed. */
async function measure(
  { options, claims }: Case,
  seed: number,
  milliseconds: number,
): Promise<{ own: number; chance: number; p: number }[]> {
  const map = topographicMap({ ...options, seed });
  await using running = await RunningMap.start(map, cpu({ threads: 1 }));
  await running.advance(milliseconds);
  const synapses = await running.live.synapses(map.feedforward);
  const controls = {
    redrawn: redrawnControl(map.layer, map.preset.rewiring.feedforward, synapses, seed),
    shuffled: shuffledControl(map.layer, synapses, seed),
  };
  return claims.map(({ view, measure: what, control }) => {
    const [own, chance] = [synapses, controls[control]].map((s) => mapQuality(map.layer, s, view));
    const mean = what === 'sigma' ? ('sigmaAff' as const) : what;
    return {
      own: own![mean],
      chance: chance![mean],
      p: signedRankLess(own!.neurons[what], chance!.neurons[what]),
    };
  });
}

/** Two columns. @param name - of the first; the second ends with Sd @param values - over seeds */
function meanAndDeviation(name: string, values: readonly number[]): Row {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    [name]: significant(mean, 4),
    [`${name}Sd`]: significant(Math.sqrt(squares / Math.max(1, values.length - 1)), 2),
  };
}
