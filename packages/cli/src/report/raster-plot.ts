import type { Raster, RasterExample } from '../train/raster-example.ts';
import { drawChart, type Figure } from './chart.ts';
import { drawn } from './palette.ts';

/** Spikes of one population in one example. @param raster - the spikes @param example - where they come from */
export function rasterPlot({ population, neurons, spikes }: Raster, example: RasterExample): Figure {
  const { steps, label, prediction, set } = example;
  const rate = (1000 * spikes.length) / (neurons * steps);
  return {
    title: `Raster: ${population}`,
    caption:
      `Spikes of ${neurons} ${population} neurons in the first ${set} example, of class ${label}, taken for class ` +
      `${prediction}: ${spikes.length} spikes, ${rate.toFixed(1)} Hz on average.`,
    svg: drawChart({
      x: { name: 'time in ms', min: 0, max: steps },
      y: { name: 'neuron', min: 0, max: neurons, minInterval: 1 },
      series: [
        {
          type: 'scatter',
          data: spikes.map(([step, neuron]) => [step, neuron]),
          symbolSize: neurons > 300 ? 2 : 3,
          itemStyle: { color: drawn(population === 'input' ? 'muted' : 'first') },
        },
      ],
    }),
  };
}
