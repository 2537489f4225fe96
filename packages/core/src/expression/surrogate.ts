import { GrowconeError } from '../error.ts';
import { lift, ONE, ZERO, type Expr, type Term } from './expression.ts';

/**
 * Slope that stands in for the step at threshold when learning ("pseudo-derivative" in the e-prop literature).
 * It maps the distance above threshold to ∂z/∂distance. Backward-looking only: the spike itself stays a step.
 */
export interface Surrogate {
  /** The slope. @param distance - above threshold, in the unit of the membrane potential; negative below */
  (distance: Expr): Expr;
  /** Where it was published. */
  readonly cite?: string | undefined;
}

/**
 * Triangular surrogate: `height/width · max(0, 1 − |x/width|)`. It is exactly 0 further than `width` from threshold.
 * Bellec et al. 2020 (doi:10.1038/s41467-020-17236-y), equation 4, where height is 0.3 and width the threshold.
 *
 * @param width - distance from threshold at which the slope reaches 0, in the unit of the membrane potential
 * @param height - dampening factor, dimensionless
 */
export function triangular(width: Term, height: Term = 0.3): Surrogate {
  requirePositive('triangular', 'width', width);
  return published('doi:10.1038/s41467-020-17236-y', (x) =>
    lift(height)
      .div(width)
      .mul(ONE.sub(x.div(width).abs()).max(0)),
  );
}

/**
 * Fast-sigmoid surrogate: `height / (1 + steepness·|x|)²`. It never vanishes. Zenke & Ganguli 2018 (SuperSpike,
 * doi:10.1162/neco_a_01086).
 *
 * @param steepness - inverse width, one over the unit of the membrane potential
 * @param height - slope at threshold
 */
export function fastSigmoid(steepness: Term = 10, height: Term = 1): Surrogate {
  requirePositive('fastSigmoid', 'steepness', steepness);
  return published('doi:10.1162/neco_a_01086', (x) => lift(height).div(ONE.add(x.abs().mul(steepness)).square()));
}

/**
 * Exponential surrogate: `height · exp(−steepness·|x|)`. Shrestha & Orchard 2018 (SLAYER, arXiv:1810.08646).
 *
 * @param steepness - inverse width, one over the unit of the membrane potential
 * @param height - slope at threshold
 */
export function exponentialSurrogate(steepness: Term = 5, height: Term = 1): Surrogate {
  requirePositive('exponentialSurrogate', 'steepness', steepness);
  return published('arXiv:1810.08646', (x) => lift(height).mul(x.abs().mul(steepness).neg().exp()));
}

/**
 * Arctangent surrogate: `height / (1 + (π·width·x/2)²)`. Fang et al. 2021 (arXiv:2007.05785).
 *
 * @param width - scale of the distance, one over the unit of the membrane potential
 * @param height - slope at threshold
 */
export function arctan(width: Term = 2, height: Term = 1): Surrogate {
  requirePositive('arctan', 'width', width);
  return published('arXiv:2007.05785', (x) => lift(height).div(ONE.add(x.mul(lift(width).mul(Math.PI / 2)).square())));
}

/**
 * Boxcar surrogate: `height` within `halfWidth` of threshold, 0 outside.
 *
 * @param halfWidth - in the unit of the membrane potential
 * @param height - the slope inside
 */
export function boxcar(halfWidth: Term, height: Term = 1): Surrogate {
  requirePositive('boxcar', 'halfWidth', halfWidth);
  return (x) => x.abs().le(halfWidth).select(height, ZERO);
}

/**
 * Cuts a surrogate to exactly 0 further than `halfWidth` from threshold, so that learning touches active neurons only. Its source stays.
 *
 * @param surrogate - the slope to cut
 * @param halfWidth - in the unit of the membrane potential
 */
export function windowed(surrogate: Surrogate, halfWidth: Term): Surrogate {
  requirePositive('windowed', 'halfWidth', halfWidth);
  return published(surrogate.cite, (x) => x.abs().le(halfWidth).select(surrogate(x), ZERO));
}

const published = (cite: string | undefined, slope: (distance: Expr) => Expr): Surrogate =>
  Object.assign(slope, { cite });

/** Refuses a number that leaves no slope at all or none that is finite; expressions are taken as they are. */
function requirePositive(surrogate: string, name: string, value: Term): void {
  if (typeof value !== 'number' || (value > 0 && value < Infinity)) return;
  throw new GrowconeError(
    'SURROGATE_RANGE',
    `${surrogate}: ${name} must be a finite number above 0, got ${value}. A slope that is 0 everywhere teaches nothing; for a slope ` +
      'without a window leave windowed out.',
    { surrogate, name, value },
  );
}
