import type { AccuracyResult } from './results.ts';
import { halfWidth, paired } from './paired.ts';

/** Rows from many synapses to few, whatever the order in which runs ended. */
const ONE_LAYER = ['dense', 'static 5 %', 'DEEP R 5 %', 'static 2 %', 'DEEP R 2 %', 'static 1 %', 'DEEP R 1 %'];
const TWO_LAYERS = ['dense', 'static 5 %', 'DEEP R 5 %', 'SET 5 %', 'RigL 5 %'].map((row) => `2 × 200, ${row}`);
const RECORDED = [
  'ridge regression on counts',
  ...['e-prop', 'ssgd'].flatMap((rule) => ['dense', 'DEEP R 5 %'].map((row) => `${rule}, ${row}`)),
];
const ORDER = [...ONE_LAYER, ...TWO_LAYERS, ...RECORDED];
const inOrder = (a: string, b: string): number => ORDER.indexOf(a) - ORDER.indexOf(b);

const percent = (share: number): string => (100 * share).toFixed(2);

/**
 * The accuracy table of docs/STATUS.md: mean ± standard deviation over seeds, and the rows that are compared pair by pair.
 *
 * @param results - finished runs
 */
export function accuracyTable(results: readonly AccuracyResult[]): string {
  const lines = [
    '| data | network | seeds | test accuracy, % | 95 % interval of the mean | train accuracy, % | synapses | on informative channels, % |',
    '|---|---|---|---|---|---|---|---|',
  ];
  for (const data of unique(results.map((r) => r.data))) {
    const ofData = results.filter((r) => r.data === data);
    for (const row of unique(ofData.map((r) => r.row)).sort(inOrder)) {
      const runs = ofData.filter((r) => r.row === row);
      const test = runs.map((r) => r.testAccuracy);
      lines.push(
        `| ${data} | ${row} | ${runs.length} | ${percent(mean(test))} ± ${percent(deviation(test))} | ` +
          `${interval(test)} | ${percent(mean(runs.map((r) => r.trainAccuracy)))} | ${runs[0]?.synapses ?? ''} | ` +
          `${informative(runs)} |`,
      );
    }
  }
  lines.push('', ...comparisons(results), '', ...commands(results));
  return lines.join('\n');
}

/** Where the mean over all seeds lies with a probability of 95 %; nothing for a single one. */
function interval(shares: readonly number[]): string {
  if (shares.length < 2) return '';
  const [middle, half] = [mean(shares), halfWidth(deviation(shares), shares.length)];
  return `${percent(middle - half)} to ${percent(Math.min(1, middle + half))}`;
}

/** Rows that are rewired, and the row with the same number of fixed synapses. */
const COMPARED: readonly (readonly [rewired: string, fixed: string])[] = [
  ...['1 %', '2 %', '5 %'].map((density) => [`DEEP R ${density}`, `static ${density}`] as const),
  ...['DEEP R', 'SET', 'RigL'].map((rule) => [`2 × 200, ${rule} 5 %`, '2 × 200, static 5 %'] as const),
];

/** Rewired against fixed connectivity at the same density, pair by pair over the seeds. */
function comparisons(results: readonly AccuracyResult[]): string[] {
  return unique(results.map((r) => r.data)).flatMap((data) =>
    COMPARED.flatMap(([one, other]) => {
      const bySeed = (row: string): Map<number, number> =>
        new Map(results.filter((r) => r.data === data && r.row === row).map((r) => [r.seed, r.testAccuracy]));
      const [rewired, fixed] = [bySeed(one), bySeed(other)];
      const seeds = [...rewired.keys()].filter((s) => fixed.has(s));
      if (seeds.length < 2) return [];
      const { difference, p } = paired(
        seeds.map((s) => rewired.get(s) ?? NaN),
        seeds.map((s) => fixed.get(s) ?? NaN),
      );
      const points = `${difference >= 0 ? '+' : '−'}${percent(Math.abs(difference))}`;
      return [
        `* ${data}, ${one} against ${other}: ${points} points over ${seeds.length} seeds, paired t-test p = ${p.toPrecision(2)}.`,
      ];
    }),
  );
}

/** Share of input synapses on channels that tell the class, in percent: mean ± deviation, and the smallest of all seeds. */
function informative(runs: readonly AccuracyResult[]): string {
  const shares = runs.flatMap((r) => r.informativeShare ?? []);
  if (shares.length === 0) return '';
  const figures = [mean(shares), deviation(shares), Math.min(...shares)].map((x) => (100 * x).toFixed(1));
  return `${figures[0]} ± ${figures[1]}, at least ${figures[2]}`;
}

/** The commands for seed 1. */
function commands(results: readonly AccuracyResult[]): string[] {
  const first = unique(
    results
      .filter((r) => r.seed === 1)
      .toSorted((a, b) => a.data.localeCompare(b.data) || inOrder(a.row, b.row))
      .map((r) => r.command),
  );
  return first.length === 0 ? [] : ['```sh', ...first, '```'];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  values.length < 2 ? 0 : Math.sqrt(values.reduce((s, v) => s + (v - mean(values)) ** 2, 0) / (values.length - 1));
