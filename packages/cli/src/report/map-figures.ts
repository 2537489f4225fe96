import { axisDisplacement, displacementProfile, probabilityAt, type DisplacementProfile } from '@growcone/topomap';
import type { FormedMap, MapLook } from '../map/form-map.ts';
import { drawChart, lineSeries, type Figure } from './chart.ts';
import { drawn } from './palette.ts';

type Point = readonly [number, number];

/** Axis of everything over time. */
export const TIME = { name: 'model time in s', min: 0 } as const;

/** Axis of everything by distance. */
export const DISTANCE = { name: 'distance in grid units', min: 0 } as const;

// More neurons than this along a side and lines hide each other.
const WINDOW = 24;

/** Largest distance that is worth a plot: half a torus, or where hardly any synapse is. @param map - the map */
export const reachOf = ({ layer }: FormedMap['map']): number =>
  Math.min(8, Math.floor(Math.min(layer.width, layer.height) / 2));

/**
 * Centres of the receptive fields, joined as their neurons lie: a regular lattice where every neuron listens to its own place. Neighbours
 * across the edge of a torus are not joined.
 *
 * @param formed - the map
 * @param at - number of the look
 */
export function fieldGrid({ map, looks, centres }: FormedMap, at: number): Figure {
  const { width, height, shape } = map.layer;
  const places = centres[at]!.map((centre, n): Point | undefined => {
    if (!centre) return undefined;
    const [x, y] = centre;
    const [column, row] = [n % width, Math.floor(n / width)];
    return [column + axisDisplacement(column, x, width, shape), row + axisDisplacement(row, y, height, shape)];
  });
  const line = (neurons: readonly number[]): object =>
    lineSeries(
      'centres',
      neurons.flatMap((n) => (places[n] ? [places[n]] : [])),
      drawn('first'),
    );
  const [across, down] = [width, height].map((length) => Math.min(length, WINDOW)) as [number, number];
  const count = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const part =
    across < width || down < height ? ` The first ${across} × ${down} of ${width} × ${height} are shown.` : '';
  return {
    title: `Receptive fields after ${looks[at]!.seconds} s`,
    caption: `Centre of the weights onto each target neuron; neighbours in the target layer are joined.${part}`,
    svg: drawChart({
      x: { name: 'column of the source layer', min: -2, max: across + 1, minInterval: 1 },
      y: { name: 'row', min: -2, max: down + 1, minInterval: 1 },
      series: [
        ...count(down).map((row) => line(count(across).map((column) => row * width + column))),
        ...count(across).map((column) => line(count(down).map((row) => row * width + column))),
      ],
    }),
  };
}

/** Connection probability by distance, at the start and at the end. @param formed - the map */
export function probabilityCurve({ map, first, last }: FormedMap): Figure {
  const { feedforward } = map.preset.rewiring;
  const reach = reachOf(map);
  const kernel = Array.from({ length: 4 * reach + 1 }, (_, i): Point => [
    i / 4,
    probabilityAt(feedforward, (i / 4) ** 2),
  ]);
  const of = ({ pre, post }: FormedMap['first'] | FormedMap['last']): readonly Point[] =>
    byDistance(
      displacementProfile(map.layer, { pre: Uint32Array.from(pre), post: Uint32Array.from(post), variables: {} }),
      reach,
      ({ probability }, y, x) => [probability[y]![x]!, 1],
    );
  return {
    title: 'Connection probability',
    caption:
      'Share of the pairs from source to target with a synapse, by distance on the grid; in grey the probability that a drawn pair gets one.',
    svg: drawChart({
      x: { ...DISTANCE, max: reach },
      y: { name: 'probability', min: 0 },
      legend: true,
      series: [
        lineSeries('formation', kernel, drawn('muted')),
        lineSeries('start', of(first), drawn('second'), true),
        lineSeries('end', of(last), drawn('first'), true),
      ],
    }),
  };
}

/** Mean weight by distance at the end. @param formed - the map */
export function weightCurve({ map, last }: FormedMap): Figure {
  const reach = reachOf(map);
  const points = byDistance(displacementProfile(map.layer, last), reach, ({ weight, probability }, y, x) =>
    probability[y]![x]! > 0 ? [weight[y]![x]! * probability[y]![x]!, probability[y]![x]!] : [0, 0],
  );
  return {
    title: 'Mean weight',
    caption: 'Mean weight of the synapses from source to target at the end, by distance on the grid.',
    svg: drawChart({
      x: { ...DISTANCE, max: reach },
      y: { name: 'weight', min: 0, max: map.preset.synapse.gMax },
      series: [lineSeries('weight', points, drawn('first'), true)],
    }),
  };
}

/** Means over displacements that round to the same distance. */
function byDistance(
  profile: DisplacementProfile,
  reach: number,
  valueAndWeight: (profile: DisplacementProfile, y: number, x: number) => readonly [number, number],
): readonly Point[] {
  const [sums, weights] = [new Float64Array(reach + 1), new Float64Array(reach + 1)];
  for (const [y, row] of profile.probability.entries()) {
    for (const x of row.keys()) {
      const bin = Math.round(Math.hypot(x + profile.left, y + profile.top));
      if (bin > reach) continue;
      const [value, weight] = valueAndWeight(profile, y, x);
      sums[bin]! += value;
      weights[bin]! += weight;
    }
  }
  return Array.from(sums, (sum, bin): Point => [bin, sum / weights[bin]!]).filter(([, value]) => !Number.isNaN(value));
}

/** Spread and displacement over time. @param formed - the map */
export function qualityCurve({ looks }: FormedMap): Figure {
  const over = (pick: (look: MapLook) => number): Point[] => looks.map((look) => [look.seconds, pick(look)]);
  return {
    title: 'Quality of the map',
    caption:
      'Mean spread of the afferents of a target neuron, each the same or by its weight, and mean distance of the centre of their weights from its place.',
    svg: drawChart({
      x: TIME,
      y: { name: 'grid units', min: 0 },
      legend: true,
      series: [
        lineSeries(
          'spread, synapses',
          over((look) => look.sigmaAff.connectivity),
          drawn('second'),
        ),
        lineSeries(
          'spread, weights',
          over((look) => look.sigmaAff.weights),
          drawn('first'),
        ),
        lineSeries(
          'displacement',
          over((look) => look.deviation.weights),
          drawn('third'),
        ),
      ],
    }),
  };
}
