import { randomNormal, ZERO, type Expr } from '@growcone/core';

/**
 * The noise of one update at temperature T: normal, with variance 2 η T.
 *
 * @internal
 */
export const randomWalk = (learningRate: Expr, temperature: number): Expr =>
  temperature === 0
    ? ZERO
    : learningRate
        .mul(2 * temperature)
        .sqrt()
        .mul(randomNormal());
