import { f32x4, v128, valueType, type Code, type Local } from '@growcone/backend-cpu/wasm';
import type { DenseLayer } from './dense-layer.ts';

/** Constants of the surrogate, as locals of a function. */
export interface SurrogateConstants {
  readonly one: Local;
  readonly steepness: Local;
  readonly halfWidth: Local;
  readonly decay: Local;
}

/** A constant in all four lanes. @param code - the function @param value - the constant */
export function constant(code: Code, value: number): Local {
  code.f32(value);
  code.op(f32x4.splat);
  return code.take(valueType.v128);
}

/** The constants of a layer's surrogate. @param code - the function @param layer - the layer */
export const surrogateConstants = (code: Code, layer: DenseLayer): SurrogateConstants => ({
  one: constant(code, 1),
  steepness: constant(code, layer.steepness),
  halfWidth: constant(code, layer.halfWidth),
  decay: constant(code, layer.decay),
});

/** Where the numbers of four neurons are: addresses, and what is added to both. */
export interface ErrorPlace {
  readonly distance: Local;
  readonly upstream: Local;
  readonly shift: number;
}

/**
 * sum ← upstream · ψ(distance) + decay · sum for four neurons: the delayed sum of the step before.
 *
 * @param code - the function
 * @param constants - of the surrogate
 * @param place - where the numbers are
 * @param sum - the sum
 */
export function addError(code: Code, constants: SurrogateConstants, place: ErrorPlace, sum: Local): void {
  const { one, steepness, halfWidth, decay } = constants;
  code.get(place.distance);
  code.access(v128.load, place.shift);
  code.op(f32x4.abs);
  const away = code.take(valueType.v128);
  code.get(place.upstream);
  code.access(v128.load, place.shift);
  code.get(one, one, away, steepness);
  code.op(f32x4.mul, f32x4.add);
  const root = code.take(valueType.v128);
  code.get(root, root);
  code.op(f32x4.mul, f32x4.div, f32x4.mul);
  code.get(away, halfWidth);
  code.op(f32x4.le, v128.and);
  code.get(sum, decay);
  code.op(f32x4.mul, f32x4.add);
  code.set(sum);
}
