import { drawChart, FONT, HEIGHT, type Axis } from './chart.ts';
import { drawn, type Colour } from './palette.ts';

/** A rectangle of a heat map. */
export interface Cell {
  /** Where it begins and ends on the horizontal axis. */
  readonly x: readonly [from: number, to: number];
  /** Where it begins and ends on the vertical axis. */
  readonly y: readonly [from: number, to: number];
  /** What it shows, 0 or more. */
  readonly value: number;
}

/** What a heat map shows. */
export interface HeatMapContent {
  /** Horizontal axis. */
  readonly x: Axis;
  /** Vertical axis. */
  readonly y: Axis;
  /** The cells; where there is none, nothing is known. */
  readonly cells: readonly Cell[];
  /** Unit of the values, as it follows a number. */
  readonly unit: string;
  /** Colour of the largest value. */
  readonly colour: Colour;
}

// What is known to be 0 is to be told from what is not known.
const FAINTEST = 0.07;

const BAR = { left: 78, width: 120, height: 10, steps: 26, bottom: 14 } as const;

/** Draws a heat map as SVG, with its scale below. @param content - what it shows */
export function drawHeatMap({ x, y, cells, unit, colour }: HeatMapContent): string {
  const largest = roundedUp(Math.max(0, ...cells.map(({ value }) => value)));
  // The page shows through: so a shade is right on a light card and on a dark one.
  const shade = (value: number): object => ({
    fill: drawn(colour),
    opacity: FAINTEST + (1 - FAINTEST) * (largest > 0 ? value / largest : 0),
  });
  const svg = drawChart({
    x,
    y,
    series: [
      {
        type: 'custom',
        clip: true,
        encode: { x: [0, 1], y: [2, 3] },
        data: cells.map((cell) => [...cell.x, ...cell.y, cell.value]),
        renderItem: (_: unknown, { value, coord }: Item) => {
          const [left, bottom] = coord([value(0), value(2)]).map(Math.round) as [number, number];
          const [right, top] = coord([value(1), value(3)]).map(Math.round) as [number, number];
          return {
            type: 'rect',
            shape: { x: left, y: top, width: right - left, height: bottom - top },
            style: shade(value(4)),
          };
        },
      },
    ],
    below: scale(largest, unit, shade),
  });
  // Without it light lines show between cells wherever the page draws them at another size.
  return svg.replace('<svg ', '<svg shape-rendering="crispEdges" ');
}

/** What the plotting library tells of a cell. */
interface Item {
  readonly value: (dimension: number) => number;
  readonly coord: (point: readonly [number, number]) => readonly [number, number];
}

/** The shades from 0 to the largest value, with both. */
function scale(largest: number, unit: string, shade: (value: number) => object): readonly object[] {
  const y = HEIGHT - BAR.bottom - BAR.height;
  const label = (text: string, x: number, align: 'left' | 'right'): object => ({
    type: 'text',
    x,
    y: y + BAR.height / 2,
    style: {
      text,
      fill: drawn('ink'),
      align,
      verticalAlign: 'middle',
      ...FONT,
    },
  });
  const width = BAR.width / BAR.steps;
  return [
    label('0', BAR.left - 8, 'right'),
    ...Array.from({ length: BAR.steps }, (_, i) => ({
      type: 'rect',
      shape: { x: BAR.left + i * width, y, width, height: BAR.height },
      style: shade((largest * (i + 0.5)) / BAR.steps),
    })),
    label(`${largest} ${unit}`, BAR.left + BAR.width + 8, 'left'),
  ];
}

/** The next number of two digits. @param value - 0 or more */
function roundedUp(value: number): number {
  if (value === 0) return 0;
  const digits = 1 - Math.floor(Math.log10(value));
  return Number((Math.ceil(value * 10 ** digits - 1e-9) / 10 ** digits).toPrecision(2));
}
