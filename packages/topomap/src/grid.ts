import { GrowconeError, lift, type Expr } from '@growcone/core';

/** Neurons on a square lattice: neuron i sits at column i mod width and row ⌊i / width⌋. */
export interface Grid {
  /** Number of columns. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
  /** Whether opposite edges meet (`torus`) or not (`plane`). */
  readonly shape: 'torus' | 'plane';
}

/** How many neurons a grid has. @param grid - the grid */
export const sizeOf = ({ width, height }: Grid): number => width * height;

/**
 * A grid.
 *
 * @param width - number of columns
 * @param height - number of rows
 * @param shape - whether opposite edges meet; they do if left out
 */
export function grid(width: number, height: number = width, shape: Grid['shape'] = 'torus'): Grid {
  for (const [what, value] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new GrowconeError('GRID', `The ${what} of a grid must be a whole number of at least 1, got ${value}.`, {
      what,
      value,
    });
  }
  return { width, height, shape };
}

/** Distance along one axis, folded where opposite edges meet. @param a - one coordinate @param b - the other @param length - of the axis @param shape - of the grid */
export function axisDistance(a: number, b: number, length: number, shape: Grid['shape']): number {
  const d = Math.abs(a - b);
  return shape === 'torus' ? Math.min(d, length - d) : d;
}

/**
 * Distance from one place to another along an axis, with its sign: from −length/2 up to length/2 where opposite edges meet.
 *
 * @param from - where it starts
 * @param to - where it ends
 * @param length - of the axis
 * @param shape - of the grid
 */
export function axisDisplacement(from: number, to: number, length: number, shape: Grid['shape']): number {
  if (shape === 'plane') return to - from;
  const d = (((to - from) % length) + length) % length;
  return d >= length / 2 ? d - length : d;
}

/** Squared distance of two neurons of grids of the same size. @param on - the grid @param a - one neuron @param b - the other */
export function squaredDistance({ width, height, shape }: Grid, a: number, b: number): number {
  const x = axisDistance(a % width, b % width, width, shape);
  const y = axisDistance(Math.floor(a / width), Math.floor(b / width), height, shape);
  return x * x + y * y;
}

/** The same as an expression, for rules that a device decides. @param on - the grid @param a - number of one neuron @param b - of the other */
export function squaredDistanceExpr({ width, height, shape }: Grid, a: Expr, b: Expr): Expr {
  const row = (neuron: Expr): Expr => neuron.div(width).floor();
  const column = (neuron: Expr): Expr => neuron.sub(row(neuron).mul(width));
  const axis = (p: Expr, q: Expr, length: number): Expr => {
    const d = p.sub(q).abs();
    return shape === 'torus' ? d.min(lift(length).sub(d)) : d;
  };
  const x = axis(column(a), column(b), width);
  const y = axis(row(a), row(b), height);
  return x.mul(x).add(y.mul(y));
}
