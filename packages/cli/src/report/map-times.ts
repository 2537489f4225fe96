import type { FormedMap } from '../map/form-map.ts';
import { PARTS } from '../map/time-by-part.ts';
import { drawChart, FONT, type Figure } from './chart.ts';
import { drawn } from './palette.ts';

/** Half of a bar's height, of the 1 that it has. */
const HALF = 0.32;

/** Where the time of a step goes. @param formed - the map */
export function timeByPartFigure({ times }: FormedMap): Figure {
  const { milliseconds, modelTime } = times;
  const all = Object.values(milliseconds).reduce((sum, ms) => sum + ms, 0);
  const bars = PARTS.map((part, i) => ({ part, y: PARTS.length - i, share: (100 * milliseconds[part]) / all }));
  return {
    title: 'Time by part',
    caption:
      `Share of the time that a part of a step takes on one thread, over ${modelTime} ms of model time from the end of the run; ` +
      'what reading the clock between the parts takes is left out.',
    svg: drawChart({
      x: { name: '% of the time', min: 0 },
      y: { name: '', min: 0, max: PARTS.length + 1, ticks: [] },
      series: [
        {
          type: 'custom',
          encode: { x: 1, y: 0 },
          data: bars.map(({ y, share }) => [y, share]),
          renderItem: ({ dataIndex }: { dataIndex: number }, { coord }: Placed) => {
            const { part, y, share } = bars[dataIndex]!;
            const [left, top] = coord([0, y + HALF]);
            const [right, bottom] = coord([share, y - HALF]);
            const text = { text: `${part}: ${share.toFixed(1)} %`, fill: drawn('ink'), ...FONT };
            return {
              type: 'group',
              children: [
                {
                  type: 'rect',
                  shape: { x: left, y: top, width: right - left, height: bottom - top },
                  style: { fill: drawn('first'), opacity: 0.45 },
                },
                { type: 'text', x: left + 6, y: (top + bottom) / 2, style: { ...text, verticalAlign: 'middle' } },
              ],
            };
          },
        },
      ],
    }),
  };
}

/** What the plotting library tells of a bar. */
interface Placed {
  readonly coord: (point: readonly [number, number]) => readonly [number, number];
}
