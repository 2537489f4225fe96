import { pairsByDistance, type Turnover } from '@growcone/topomap';
import type { FormedMap } from '../map/form-map.ts';
import { drawChart, lineSeries, type Figure } from './chart.ts';
import { drawHeatMap, type Cell } from './heat-map.ts';
import { DISTANCE, reachOf, TIME } from './map-figures.ts';
import { drawn, type Colour } from './palette.ts';

type Point = readonly [number, number];

// More columns than this make a file larger and no picture finer.
const MOST_COLUMNS = 100;

// What fewer do is mostly chance: looks are taken together until a cell has as many events on average, …
const EVENTS = 10;
// … and a cell with fewer synapses or pairs to which something could happen is left out.
const LEAST_AT_RISK = 20;

/** What happened from one look to the next. */
interface Interval {
  readonly from: number;
  readonly to: number;
  readonly turnover: Turnover;
}

const intervalsOf = ({ looks }: FormedMap, projection: 0 | 1): readonly Interval[] =>
  looks
    .slice(1)
    .map(({ seconds, turnover }, i) => ({ from: looks[i]!.seconds, to: seconds, turnover: turnover[projection] }));

const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

/** Synapses that were formed and eliminated, over time and by distance; nothing where none was. @param formed - the map */
export function turnoverFigures(formed: FormedMap): readonly Figure[] {
  const intervals = intervalsOf(formed, 0);
  if (intervals.every(({ turnover: { gained, lost } }) => total(gained) + total(lost) === 0)) return [];
  return [
    overTime(intervals),
    byDistance(intervals, reachOf(formed.map), pairsByDistance(formed.map.layer)),
    ...heatMaps(formed, 0, 'from source to target'),
    ...heatMaps(formed, 1, 'within the target layer'),
  ];
}

function overTime(intervals: readonly Interval[]): Figure {
  const rate = (of: 'gained' | 'lost'): Point[] =>
    intervals.map(({ from, to, turnover }) => [(from + to) / 2, total(turnover[of]) / (to - from)]);
  return {
    title: 'Formation and elimination over time',
    caption:
      'From source to target, by comparing one look with the next: what was formed and eliminated in between is in neither.',
    svg: drawChart({
      x: { ...TIME, max: intervals.at(-1)!.to },
      y: { name: 'synapses per s', min: 0 },
      legend: true,
      series: [
        lineSeries('formed', rate('gained'), drawn('third')),
        lineSeries('eliminated', rate('lost'), drawn('second')),
      ],
    }),
  };
}

function byDistance(intervals: readonly Interval[], reach: number, pairs: readonly number[]): Figure {
  const span = intervals.at(-1)!.to - intervals[0]!.from;
  const rate = (of: 'gained' | 'lost'): Point[] =>
    Array.from({ length: reach + 1 }, (_, d) => [
      d,
      (1000 * total(intervals.map(({ turnover }) => turnover[of][d]!))) / (pairs[d]! * span),
    ]);
  return {
    title: 'Formation and elimination by distance',
    caption:
      'The same by distance on the grid, over the whole run. Both for 1000 pairs of neurons, connected or not: connection probability ' +
      'grows by the difference.',
    svg: drawChart({
      x: { ...DISTANCE, max: reach },
      y: { name: 'synapses per 1000 pairs and s', min: 0 },
      legend: true,
      series: [
        lineSeries('formed', rate('gained'), drawn('third'), true),
        lineSeries('eliminated', rate('lost'), drawn('second'), true),
      ],
    }),
  };
}

/** What heat maps show of a projection: something that may happen at each of several places. */
interface Process {
  readonly title: string;
  readonly caption: string;
  readonly unit: string;
  readonly colour: Colour;
  /** How often it happened. */
  readonly events: (turnover: Turnover, distance: number) => number;
  /** At how many places it could have happened. */
  readonly atRisk: (turnover: Turnover, distance: number) => number;
}

/** Rates by time and distance for each place at which a synapse could be formed or eliminated, so that distances can be compared. */
function heatMaps(formed: FormedMap, projection: 0 | 1, where: string): readonly Figure[] {
  const { layer, preset } = formed.map;
  const intervals = intervalsOf(formed, projection);
  const pairs = pairsByDistance(layer);
  const present = ({ kept, lost }: Turnover, d: number): number => kept[d]! + lost[d]!;
  const eliminations: Process = {
    title: `Rate of elimination ${where}`,
    caption:
      'Share of the synapses that is eliminated per second, by time and distance on the grid. Blank where there are fewer than ' +
      `${LEAST_AT_RISK} synapses.`,
    unit: 'per synapse and s',
    colour: 'second',
    events: ({ lost }, d) => lost[d]!,
    atRisk: present,
  };
  const formations: Process = {
    title: `Rate of formation ${where}`,
    caption:
      'Share of the pairs without a synapse that gets one per second, by time and distance on the grid. ' +
      (preset.rewiring.slots
        ? ''
        : 'Any pair is as likely to be drawn, so it is in proportion to the probability of formation. ') +
      `Blank where there are fewer than ${LEAST_AT_RISK} such pairs.`,
    unit: 'per pair and s',
    colour: 'third',
    events: ({ gained }, d) => gained[d]!,
    atRisk: (turnover, d) => pairs[d]! - present(turnover, d),
  };
  const eliminated = cellsOf(intervals, reachOf(formed.map), eliminations);
  // Farther away there are hardly any synapses.
  const reach = Math.floor(Math.max(0, ...eliminated.map(({ y }) => y[1])));
  const pooled = `Columns are wide enough for ${EVENTS} events per cell on average.`;
  const figure = ({ title, caption, unit, colour }: Process, cells: readonly Cell[]): readonly Figure[] => {
    if (cells.every(({ value }) => value === 0)) return [];
    const x = { ...TIME, max: intervals.at(-1)!.to };
    const y = { ...DISTANCE, min: -0.5, max: reach + 0.5, ticks: Array.from({ length: reach + 1 }, (_, d) => d) };
    return [{ title, caption: `${caption} ${pooled}`, svg: drawHeatMap({ x, y, cells, unit, colour }) }];
  };
  return [...figure(formations, cellsOf(intervals, reach, formations)), ...figure(eliminations, eliminated)];
}

/** Events for each place at which they could have happened, and second. */
function cellsOf(intervals: readonly Interval[], reach: number, { events, atRisk }: Process): readonly Cell[] {
  const distances = Array.from({ length: reach + 1 }, (_, d) => d);
  const sum = (part: readonly Interval[], of: (interval: Interval) => number): number => total(part.map(of));
  const all = sum(intervals, ({ turnover }) => total(distances.map((d) => events(turnover, d))));
  const worthwhile = Math.max(1, Math.floor(all / (EVENTS * distances.length)));
  const columns = Math.min(MOST_COLUMNS, intervals.length, worthwhile);
  const cells: Cell[] = [];
  const start = (column: number): number => Math.floor((column * intervals.length) / columns);
  for (let column = 0; column < columns; column++) {
    const part = intervals.slice(start(column), start(column + 1));
    for (const d of distances) {
      if (sum(part, ({ turnover }) => atRisk(turnover, d)) < LEAST_AT_RISK * part.length) continue;
      const time = sum(part, ({ from, to, turnover }) => (to - from) * atRisk(turnover, d));
      const value = sum(part, ({ turnover }) => events(turnover, d)) / time;
      cells.push({ x: [part[0]!.from, part.at(-1)!.to], y: [d - 0.5, d + 0.5], value });
    }
  }
  return cells;
}
