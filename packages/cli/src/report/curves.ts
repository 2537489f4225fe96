import type { MetricsRows } from '../run-folder/metrics-rows.ts';
import { drawChart, lineSeries, type Figure } from './chart.ts';
import { drawn, SERIES } from './palette.ts';

type Point = readonly [number, number];

// More points than this make a file larger and no line finer.
const MOST_POINTS = 300;

const asPercent = (share: number): string => `${Math.round(100 * share)} %`;

/** Loss batch by batch. @param rows - results */
export function lossCurve({ batches }: MetricsRows): Figure {
  const data = thinned(batches.map(({ loss }, i) => [i + 1, loss]));
  return {
    title: 'Loss',
    caption: `Mean loss of each training batch${shortened(batches.length)}.`,
    svg: drawChart({
      x: { name: 'batch', min: 1, max: Math.max(2, batches.length), minInterval: 1, roundEnds: false },
      y: { name: 'loss', min: 0 },
      series: [lineSeries('loss', data, drawn('first'))],
    }),
  };
}

/** Accuracy epoch by epoch. @param rows - results */
export function accuracyCurve({ epochs, test }: MetricsRows): Figure {
  const last = epochs.length;
  const train = epochs.map((row): Point => [row.epoch, row.trainAccuracy]);
  const validation = epochs.flatMap((row): Point[] =>
    row.validationAccuracy === undefined ? [] : [[row.epoch, row.validationAccuracy]],
  );
  const lines = [
    lineSeries('training', train, drawn('first'), true),
    ...(validation.length > 0 ? [lineSeries('validation', validation, drawn('second'), true)] : []),
    ...(test
      ? [
          {
            type: 'scatter',
            name: 'test',
            data: [[last, test.accuracy]],
            symbol: 'diamond',
            symbolSize: 13,
            itemStyle: { color: drawn('third') },
          },
        ]
      : []),
  ];
  return {
    title: 'Accuracy',
    caption: 'Training examples count at their turn, while the network still learns; the others after each epoch.',
    svg: drawChart({
      x: { name: 'epoch', min: 0, max: Math.max(1, last), minInterval: 1 },
      y: { name: 'right answers', min: 0, max: 1, format: asPercent },
      series: lines,
      legend: true,
    }),
  };
}

/** Rewirings batch by batch; undefined where nothing is rewired. @param rows - results */
export function rewiringCurve({ batches }: MetricsRows): Figure | undefined {
  const names = Object.keys(batches[0]?.rewired ?? {});
  if (names.length === 0) return undefined;
  return {
    title: 'Rewirings',
    caption: `Synapses replaced after each batch${shortened(batches.length)}.`,
    svg: drawChart({
      x: { name: 'batch', min: 1, max: Math.max(2, batches.length), minInterval: 1, roundEnds: false },
      y: { name: 'synapses replaced', min: 0 },
      series: names.map((name, i) => {
        const points = thinned(batches.map(({ rewired }, b) => [b + 1, rewired[name] ?? 0]));
        return lineSeries(name, points, drawn(SERIES[i % SERIES.length] ?? 'first'));
      }),
      legend: names.length > 1,
    }),
  };
}

/** Share of input synapses from channels that tell the class, epoch by epoch; undefined where all do. @param rows - results */
export function informativeCurve({ epochs }: MetricsRows): Figure | undefined {
  const data = epochs.flatMap((row): Point[] =>
    row.informativeShare === undefined ? [] : [[row.epoch, row.informativeShare]],
  );
  if (data.length === 0) return undefined;
  return {
    title: 'Informative synapses',
    caption: 'Share of input synapses that come from channels that tell the class; the other channels are noise.',
    svg: drawChart({
      x: { name: 'epoch', min: 0, max: Math.max(1, epochs.length), minInterval: 1 },
      y: { name: 'share of synapses', min: 0, max: 1, format: asPercent },
      series: [lineSeries('informative', data, drawn('third'), true)],
    }),
  };
}

/** Share of active steps by hidden layer, epoch by epoch; undefined where the learning rule does not tell. @param rows - results */
export function activityCurve({ epochs }: MetricsRows): Figure | undefined {
  const layers = Object.keys(epochs[0]?.activity ?? {});
  if (layers.length === 0) return undefined;
  return {
    title: 'Active neurons',
    caption:
      'Share of neurons and steps whose slope is not 0, by hidden layer: only these does an error from above reach.',
    svg: drawChart({
      x: { name: 'epoch', min: 0, max: Math.max(1, epochs.length), minInterval: 1 },
      y: { name: 'share active', min: 0, format: (share) => `${Number((100 * share).toPrecision(2))} %` },
      series: layers.map((layer, i) => {
        const data = epochs.map(({ epoch, activity }): Point => [epoch, activity?.[layer]?.['active'] ?? 0]);
        return lineSeries(layer, data, drawn(SERIES[i % SERIES.length] ?? 'first'), true);
      }),
      legend: layers.length > 1,
    }),
  };
}

const shortened = (count: number): string =>
  count > MOST_POINTS ? `, averaged over ${Math.ceil(count / MOST_POINTS)} batches at a time` : '';

/** Means over stretches of points, few enough to draw. */
function thinned(points: readonly Point[]): readonly Point[] {
  const stretch = Math.ceil(points.length / MOST_POINTS);
  if (stretch <= 1) return points;
  const means: Point[] = [];
  for (let start = 0; start < points.length; start += stretch) {
    const part = points.slice(start, start + stretch);
    const mean = (axis: 0 | 1): number => part.reduce((sum, p) => sum + p[axis], 0) / part.length;
    means.push([mean(0), mean(1)]);
  }
  return means;
}
