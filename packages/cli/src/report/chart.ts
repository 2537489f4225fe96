import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { drawn, themed } from './palette.ts';

/** A plot of the report. */
export interface Figure {
  /** Heading. */
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly caption: string;
  /** The drawing. */
  readonly svg: string;
}

/** An axis of a plot. */
export interface Axis {
  /** What it measures, with its unit. */
  readonly name: string;
  /** Where it begins; chosen if left out. */
  readonly min?: number;
  /** Where it ends; chosen if left out. */
  readonly max?: number;
  /** Least distance of two ticks. */
  readonly minInterval?: number;
  /** Where labels are; chosen if left out, and marked by lines then. */
  readonly ticks?: readonly number[];
  /** Whether the axis begins and ends at a number worth a label; yes if left out. */
  readonly roundEnds?: boolean;
  /** How a tick is written. @param value - its value */
  readonly format?: (value: number) => string;
}

/** What is plotted. */
export interface ChartContent {
  /** Horizontal axis. */
  readonly x: Axis;
  /** Vertical axis. */
  readonly y: Axis;
  /** The series, as the plotting library takes them. */
  readonly series: readonly object[];
  /** Whether they are named below the plot. */
  readonly legend?: boolean;
  /** What else stands below the plot, as the plotting library takes it. */
  readonly below?: readonly object[];
}

// Wide enough for its labels, narrow enough that a phone need not shrink them much.
const WIDTH = 440;
/** Height of a plot. */
export const HEIGHT = 290;
/** How labels are written. */
export const FONT = { fontSize: 12, fontFamily: 'system-ui, sans-serif' } as const;

const LEGEND = {
  bottom: 0,
  icon: 'roundRect',
  itemWidth: 14,
  itemHeight: 8,
  itemGap: 18,
  backgroundColor: 'none',
  borderColor: 'none',
  textStyle: {
    color: drawn('ink'),
    ...FONT,
  },
};

use([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, LegendComponent, SVGRenderer]);

/** Draws a plot as SVG. @param content - what is plotted */
export function drawChart({ x, y, series, legend = false, below = [] }: ChartContent): string {
  const axis = ({ name, format, roundEnds, ticks, ...range }: Axis, nameGap: number): object => ({
    ...range,
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap,
    nameTextStyle: {
      color: drawn('muted'),
      ...FONT,
    },
    axisLine: {
      show: true,
      // A line through zero would cross what is labelled by hand.
      onZero: !x.ticks && !y.ticks,
      lineStyle: { color: drawn('line') },
    },
    axisTick: { show: false, ...(ticks ? { customValues: [...ticks] } : {}) },
    splitLine: { show: !ticks, lineStyle: { color: drawn('line') } },
    axisLabel: {
      color: drawn('muted'),
      hideOverlap: true,
      ...FONT,
      ...(roundEnds === false
        ? {
            showMinLabel: false,
            showMaxLabel: false,
          }
        : {}),
      ...(ticks ? { customValues: [...ticks] } : {}),
      ...(format ? { formatter: format } : {}),
    },
  });
  const option: EChartsCoreOption = {
    animation: false,
    grid: { left: 62, right: 18, top: 14, bottom: legend || below.length > 0 ? 74 : 48 },
    ...(legend ? { legend: LEGEND } : {}),
    ...(below.length > 0 ? { graphic: [...below] } : {}),
    xAxis: { ...axis(x, 28), splitLine: { show: false } },
    yAxis: axis(y, 46),
    series: [...series],
  };
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption(option);
    return themed(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** A line through points. @param name - its name @param data - the points @param colour - its colour @param dots - whether points show */
export const lineSeries = (
  name: string,
  data: readonly (readonly [number, number])[],
  colour: string,
  dots: boolean = false,
): object => ({
  type: 'line',
  name,
  data,
  symbol: dots ? 'circle' : 'none',
  symbolSize: 6,
  lineStyle: {
    color: colour,
    width: dots ? 2 : 1.4,
  },
  itemStyle: { color: colour },
});

/**
 * A line with a band about it.
 *
 * @param name - name of the band
 * @param middle - the line
 * @param spread - how far the band reaches at each point of the line, up and down
 * @param colour - its colour
 */
export const bandSeries = (
  name: string,
  middle: readonly (readonly [number, number])[],
  spread: readonly number[],
  colour: string,
): readonly object[] => {
  const edge = {
    type: 'line',
    stack: name,
    stackStrategy: 'all',
    symbol: 'none',
    lineStyle: { color: colour, width: 0 },
  } as const;
  return [
    // The library fills between a line and what it is stacked on.
    { ...edge, data: middle.map(([x, y], i) => [x, y - spread[i]!]) },
    {
      ...edge,
      name,
      data: middle.map(([x], i) => [x, 2 * spread[i]!]),
      itemStyle: { color: colour, opacity: 0.3 },
      areaStyle: { color: colour, opacity: 0.3 },
    },
  ];
};
