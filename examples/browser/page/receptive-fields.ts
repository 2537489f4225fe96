import { axisDisplacement, type Grid } from '@growcone/topomap';
import type { MapNews } from '../simulation/messages.ts';

// Grid units around a layer, for centres that lie beyond the edge that they are folded at.
const MARGIN = 1.5;

/**
 * Draws the centre of each neuron's afferents, with lines between neighbours.
 *
 * @param svg - where
 * @param centres - the centres
 * @param on - the grid of both layers
 * @param neuron - one to be marked
 */
export function drawCentres(svg: SVGSVGElement, { x, y }: MapNews['centres'], on: Grid, neuron: number): void {
  const { width, height, shape } = on;
  const place = (n: number): readonly [number, number] => {
    const [column, row] = [n % width, Math.floor(n / width)];
    return [column + axisDisplacement(column, x[n]!, width, shape), row + axisDisplacement(row, y[n]!, height, shape)];
  };
  const line = (neurons: readonly number[]): string => {
    const known = neurons.map(place).filter((point) => point.every(Number.isFinite));
    return known.length > 1 ? `M${known.map((point) => point.map((c) => c.toFixed(2)).join(' ')).join('L')}` : '';
  };
  const count = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const lines = [
    ...count(height).map((row) => line(count(width).map((column) => row * width + column))),
    ...count(width).map((column) => line(count(height).map((row) => row * width + column))),
  ];
  const marked = place(neuron);
  svg.setAttribute('viewBox', `${-MARGIN} ${-MARGIN} ${width - 1 + 2 * MARGIN} ${height - 1 + 2 * MARGIN}`);
  svg.innerHTML = [
    `<path class="lattice" d="${lines.join('')}"/>`,
    marked.every(Number.isFinite) ? `<circle class="chosen" cx="${marked[0]}" cy="${marked[1]}" r="0.3"/>` : '',
  ].join('');
}

/**
 * Draws the weights of a neuron's afferents where they come from, and the neuron's own place.
 *
 * @param svg - where
 * @param afferents - synapses of the whole layer
 * @param on - the grid of both layers
 * @param neuron - whose
 */
export function drawField(svg: SVGSVGElement, { pre, post, w }: MapNews['afferents'], on: Grid, neuron: number): void {
  const { width, height } = on;
  const squares: string[] = [];
  let most = 0;
  for (let i = 0; i < w.length; i++) if (post[i] === neuron) most = Math.max(most, w[i]!);
  for (let i = 0; i < w.length; i++) {
    if (post[i] !== neuron) continue;
    const [column, row] = [pre[i]! % width, Math.floor(pre[i]! / width)];
    squares.push(
      `<rect class="afferent" x="${column}" y="${row}" width="1" height="1" opacity="${(w[i]! / (most || 1)).toFixed(2)}"/>`,
    );
  }
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.innerHTML = [
    ...squares,
    `<circle class="chosen" cx="${(neuron % width) + 0.5}" cy="${Math.floor(neuron / width) + 0.5}" r="0.3"/>`,
  ].join('');
}
