import { lift, ONE, ZERO, type Expr, type Term } from './expression.ts';

/**
 * Slope that stands in for the step at threshold when learning ("pseudo-derivative" in the e-prop literature).
 * It maps the distance above threshold to ∂z/∂distance. Backward-looking only: the spike itself stays a step.
 *
 * @param distance - distance above threshold, in the unit of the membrane potential; negative below
 */
export type Surrogate = (distance: Expr) => Expr;

/**
 * Triangular surrogate: `height/width · max(0, 1 − |x/width|)`. It is exactly 0 further than `width` from threshold.
 * Bellec et al. 2020 (doi:10.1038/s41467-020-17236-y), equation 4, where height is 0.3 and width the threshold.
 *
 * @param width - distance from threshold at which the slope reaches 0, in the unit of the membrane potential
 * @param height - dampening factor, dimensionless
 */
export const triangular =
  (width: Term, height: Term = 0.3): Surrogate =>
  (x) =>
    lift(height)
      .div(width)
      .mul(ONE.sub(x.div(width).abs()).max(0));

/**
 * Fast-sigmoid surrogate: `height / (1 + steepness·|x|)²`. It never vanishes. Zenke & Ganguli 2018 (SuperSpike).
 *
 * @param steepness - inverse width, one over the unit of the membrane potential
 * @param height - slope at threshold
 */
export const fastSigmoid =
  (steepness: Term = 10, height: Term = 1): Surrogate =>
  (x) =>
    lift(height).div(ONE.add(x.abs().mul(steepness)).square());

/**
 * Exponential surrogate: `height · exp(−steepness·|x|)`. Shrestha & Orchard 2018 (SLAYER).
 *
 * @param steepness - inverse width, one over the unit of the membrane potential
 * @param height - slope at threshold
 */
export const exponentialSurrogate =
  (steepness: Term = 5, height: Term = 1): Surrogate =>
  (x) =>
    lift(height).mul(x.abs().mul(steepness).neg().exp());

/**
 * Arctangent surrogate: `height / (1 + (π·width·x/2)²)`. Fang et al. 2021.
 *
 * @param width - scale of the distance, one over the unit of the membrane potential
 * @param height - slope at threshold
 */
export const arctan =
  (width: Term = 2, height: Term = 1): Surrogate =>
  (x) =>
    lift(height).div(ONE.add(x.mul(lift(width).mul(Math.PI / 2)).square()));

/**
 * Boxcar surrogate: `height` within `halfWidth` of threshold, 0 outside.
 *
 * @param halfWidth - in the unit of the membrane potential
 * @param height - the slope inside
 */
export const boxcar =
  (halfWidth: Term, height: Term = 1): Surrogate =>
  (x) =>
    x.abs().le(halfWidth).select(height, ZERO);

/**
 * Cuts a surrogate to exactly 0 further than `halfWidth` from threshold, so that learning touches active neurons only.
 *
 * @param surrogate - the slope to cut
 * @param halfWidth - in the unit of the membrane potential
 */
export const windowed =
  (surrogate: Surrogate, halfWidth: Term): Surrogate =>
  (x) =>
    x.abs().le(halfWidth).select(surrogate(x), ZERO);
