import { describe, expect, it } from 'vitest';
import { drawHeatMap, type Cell } from '../../src/report/heat-map.ts';

const axes = { x: { name: 'time in s', min: 0, max: 2 }, y: { name: 'distance', min: -0.5, max: 1.5, ticks: [0, 1] } };
const cell = (x: number, y: number, value: number): Cell => ({ x: [x, x + 1], y: [y - 0.5, y + 0.5], value });
const draw = (cells: readonly Cell[]): string => drawHeatMap({ ...axes, cells, unit: 'per s', colour: 'third' });

/** Shades in order, those of the scale first. */
const shades = (svg: string): number[] =>
  [...svg.matchAll(/<(?:path|rect)[^>]*fill="var\(--third\)"[^>]*>/g)].map(([shape]) =>
    Number(/fill-opacity="([\d.]+)"/.exec(shape)?.[1] ?? 1),
  );

describe('a heat map', () => {
  it('shades the largest value most, and zero more than nothing', () => {
    const all = shades(draw([cell(0, 0, 0), cell(1, 0, 0.1), cell(1, 1, 0.2)]));
    const [scale, [zero, half, most]] = [all.slice(0, -3), all.slice(-3)];
    expect(zero).toBeGreaterThan(0);
    expect(half).toBeCloseTo((zero! + most!) / 2, 2);
    expect(most).toBe(1);
    expect(scale.length).toBeGreaterThan(20);
    expect(scale).toEqual(scale.toSorted((a, b) => a - b));
    expect(scale[0]).toBeGreaterThan(zero!);
  });

  it('writes its scale below, in two digits rounded up', () => {
    const svg = draw([cell(0, 0, 0.0212)]);
    expect(svg).toContain('>0.022 per s<');
    expect(draw([cell(0, 0, 130)])).toContain('>130 per s<');
    expect(draw([cell(0, 0, 0.3)])).toContain('>0.3 per s<');
  });

  it('has ticks where they are wanted only', () => {
    const labels = [...draw([cell(0, 0, 1)]).matchAll(/text-anchor="end"[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(labels).toEqual(expect.arrayContaining(['0', '1']));
    expect(labels.join()).not.toContain('.5');
  });

  it('of zeros, or of nothing, has no number that is none', () => {
    for (const svg of [draw([cell(0, 0, 0)]), draw([])]) expect(svg).not.toMatch(/NaN|Infinity/);
  });
});
