import { GrowconeError, type Expr } from '@growcone/core';

/** Between which values a weight may lie. */
export interface WeightBounds {
  /** The smallest weight. */
  readonly wMin: number;
  /** The largest weight. */
  readonly wMax: number;
}

/** Refuses bounds that leave no room. @param rule - the rule that has them @param bounds - the bounds */
export function checkBounds(rule: string, { wMin, wMax }: WeightBounds): void {
  if (wMin < wMax) return;
  throw new GrowconeError(
    'WEIGHT_BOUNDS',
    `${rule}.wMin must be below wMax, got ${wMin} and ${wMax}. Weights move between the two.`,
    { wMin, wMax },
  );
}

/** A weight that does not leave its bounds. @param w - the weight after a change @param bounds - the bounds */
export const within = (w: Expr, { wMin, wMax }: WeightBounds): Expr => w.max(wMin).min(wMax);
