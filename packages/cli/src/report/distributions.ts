import type { ProjectionSynapses } from '../train/weights-digest.ts';
import { drawChart, type Figure } from './chart.ts';
import { histogram, wholeHistogram, type Histogram } from './histogram.ts';
import { drawn } from './palette.ts';

const BINS = 41;
const PLOT_WIDTH = 360;

/** How weights are distributed in a projection. @param synapses - the projection with its synapses */
export function weightDistribution({ projection, synapses }: ProjectionSynapses): Figure {
  const weights = synapses.variables['w'] ?? new Float32Array(0);
  return {
    title: `${projection.name}: weights`,
    caption: `${weights.length} synapses from ${projection.pre.name} to ${projection.post.name}.`,
    svg: bars(histogram(weights, BINS), 'weight', 'synapses'),
  };
}

/** How many synapses neurons receive and send; nothing where every pair has one. @param synapses - the projection */
export function degreeDistributions({ projection, synapses }: ProjectionSynapses): readonly Figure[] {
  const { name, pre, post } = projection;
  if (synapses.pre.length === pre.size * post.size) return [];
  const share = (100 * synapses.pre.length) / (pre.size * post.size);
  return [
    {
      title: `${name}: in-degree`,
      caption: `Synapses that a neuron of ${post.name} receives from ${pre.name}; ${share.toFixed(1)} % of all pairs have one.`,
      svg: bars(wholeHistogram(degrees(synapses.post, post.size), BINS), 'synapses per neuron', 'neurons'),
    },
    {
      title: `${name}: out-degree`,
      caption: `Synapses that a neuron of ${pre.name} sends to ${post.name}.`,
      svg: bars(wholeHistogram(degrees(synapses.pre, pre.size), BINS), 'synapses per neuron', 'neurons'),
    },
  ];
}

function degrees(ends: Uint32Array, size: number): Uint32Array {
  const found = new Uint32Array(size);
  for (const end of ends) found[end] = (found[end] as number) + 1;
  return found;
}

function bars({ start, width, counts }: Histogram, x: string, y: string): string {
  const end = start + counts.length * width;
  return drawChart({
    x: { name: x, min: start, max: end, roundEnds: false, format: (value) => tick(value, end - start) },
    y: { name: y, min: 0, minInterval: 1 },
    series: [
      {
        type: 'bar',
        data: counts.map((n, i) => [start + (i + 0.5) * width, n]),
        barWidth: Math.max(1, PLOT_WIDTH / counts.length - 1),
        itemStyle: { color: drawn('first') },
      },
    ],
  });
}

/** A tick with as many digits as its axis needs. */
const tick = (value: number, range: number): string =>
  String(Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(range))))));
