import type { FormedMap } from '../map/form-map.ts';
import { bandSeries, drawChart, lineSeries, type Figure } from './chart.ts';
import { TIME } from './map-figures.ts';
import { drawn } from './palette.ts';

type Point = readonly [number, number];

/** In- and out-degrees over time, from the source layer and within the target layer. @param formed - the map */
export function degreeCurves({ map, looks }: FormedMap): readonly Figure[] {
  const { inDegree, rewiring } = map.preset;
  return (['feedforward', 'lateral'] as const).map((name, projection) => {
    const of = looks.map(({ degrees }) => degrees[projection]!);
    const over = (values: readonly number[]): Point[] => looks.map(({ seconds }, i) => [seconds, values[i]!]);
    const mean = over(of.map((degrees) => degrees.mean));
    const edge = (side: 1 | -1): object => ({
      ...lineSeries('out-degree ± sd', over(of.map((degrees) => degrees.mean + side * degrees.outSd)), drawn('second')),
      lineStyle: { color: drawn('second'), width: 1.4, type: 'dashed' },
    });
    const { peak, sigma } = rewiring[name];
    // The integral of the probability over the plane.
    const expected = inDegree ?? 2 * Math.PI * peak * sigma ** 2;
    const start =
      inDegree === undefined
        ? 'expected at the start from the probability of formation: 2π · peak · σ²'
        : 'set at the start';
    return {
      title: name === 'lateral' ? 'Lateral degrees' : 'Degrees from the source layer',
      caption:
        `Synapses that a neuron receives (in-degree) and sends (out-degree)` +
        `${name === 'lateral' ? ' within the target layer' : ' from source to target'}: mean, the same for both, and standard deviation ` +
        `over neurons. In grey ${Number(expected.toFixed(2))}, ${start}.`,
      svg: drawChart({
        x: { ...TIME, max: looks.at(-1)!.seconds },
        y: { name: 'synapses per neuron', min: 0 },
        legend: true,
        series: [
          ...bandSeries(
            'in-degree ± sd',
            mean,
            of.map((degrees) => degrees.inSd),
            drawn('first'),
          ),
          edge(1),
          edge(-1),
          lineSeries(
            'expected',
            [
              [0, expected],
              [looks.at(-1)!.seconds, expected],
            ],
            drawn('muted'),
          ),
          lineSeries('mean', mean, drawn('first')),
        ],
      }),
    };
  });
}
