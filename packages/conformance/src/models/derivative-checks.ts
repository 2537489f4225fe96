import { derivative, type Expr } from '@growcone/core';
import type { Judge } from '../check/judge.ts';
import { evaluate } from './evaluate.ts';

/** A step of ε^(1/3) balances the error of a central difference, which grows with its square, against rounding. */
const STEP = 2 ** -17;
/** The error of a central difference with that step is about ε^(2/3) = 4e-11 of the values; a wrong formula is off by far more. */
const BOUND = 1e-6;

/** What is differentiated, and where. */
export interface DerivativeQuestion {
  /** What the expression is, for failures. */
  readonly what: string;
  /** The expression. */
  readonly expr: Expr;
  /** The variables to differentiate by. */
  readonly by: readonly string[];
  /** Points: values by variable. */
  readonly points: readonly Readonly<Record<string, number>>[];
  /** Whether detached parts move as well, so that a derivative which looks through none of them is wrong; no if left out. */
  readonly whole?: boolean;
}

/**
 * Demands that symbolic derivatives equal central differences, at every point that no kink is close to. Detached parts
 * stay as they are.
 *
 * @param judge - compares
 * @param question - what and where
 * @returns number of comparisons made
 */
export function judgeDerivatives(judge: Judge, { what, expr, by, points, whole = false }: DerivativeQuestion): number {
  let compared = 0;
  for (const name of by) {
    const symbolic = derivative(expr, name);
    const scale = Math.max(1e-9, ...points.map((p) => Math.abs(p[name])));
    const h = scale * STEP;
    for (const point of points) {
      const here = evaluate([expr], point);
      const at = (x: number): ReturnType<typeof evaluate> =>
        evaluate([expr], { ...point, [name]: x }, whole ? {} : { detached: here.detached });
      const [low, high] = [at(point[name] - h), at(point[name] + h)];
      if (low.ways !== here.ways || high.ways !== here.ways) continue;
      const difference = (high.values[0] - low.values[0]) / (2 * h);
      const [value] = evaluate([symbolic], point).values;
      const size = Math.max(Math.abs(difference), Math.abs(here.values[0]) / scale, 1e-9);
      judge.close(`∂(${what})/∂${name} at ${describe(point)}`, [difference], [value], {
        value: BOUND * size,
        because: `central differences with a step of 2^-17 of the variable's size are exact to about 4e-11 of it`,
      });
      compared++;
    }
  }
  return compared;
}

const describe = (point: Readonly<Record<string, number>>): string =>
  Object.entries(point)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
