import type { Raster, RasterExample } from '../train/raster-example.ts';
import { drawChart, type Figure } from './chart.ts';
import { drawn, type Colour } from './palette.ts';

/** Events over time, one row of points per unit. */
export interface RasterContent {
  /** What a row is. */
  readonly unit: string;
  /** Number of rows. */
  readonly units: number;
  /** Length of the time axis in ms. */
  readonly duration: number;
  /** Time in ms and row of each event. */
  readonly points: readonly (readonly [time: number, unit: number])[];
  /** Colour of the points. */
  readonly colour: Colour;
}

/** Draws events over time as SVG. @param content - the events */
export function drawRaster({ unit, units, duration, points, colour }: RasterContent): string {
  return drawChart({
    x: { name: 'time in ms', min: 0, max: duration },
    y: { name: unit, min: 0, max: units, minInterval: 1 },
    series: [
      {
        type: 'scatter',
        data: points,
        symbolSize: units > 300 ? 2 : 3,
        itemStyle: { color: drawn(colour) },
      },
    ],
  });
}

/** Spikes of one population in one example. @param raster - the spikes @param example - where they come from */
export function rasterPlot({ population, neurons, spikes }: Raster, example: RasterExample): Figure {
  const { steps, dt, label, prediction, set } = example;
  const duration = steps * dt;
  const rate = (1000 * spikes.length) / (neurons * duration);
  return {
    title: `Raster: ${population}`,
    caption:
      `Spikes of ${neurons} ${population} neurons in the first ${set} example, of class ${label}, taken for class ` +
      `${prediction}: ${spikes.length} spikes, ${rate.toFixed(1)} Hz on average.`,
    svg: drawRaster({
      unit: 'neuron',
      units: neurons,
      duration,
      points: spikes.map(([step, neuron]) => [step * dt, neuron]),
      colour: population === 'input' ? 'muted' : 'first',
    }),
  };
}
