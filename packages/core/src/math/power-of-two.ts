// One scratch number through which bits become a float; big-endian by the default of DataView, so hosts agree.
const scratch = new DataView(new ArrayBuffer(8));

/**
 * Exactly 2^k, built from its bits, because engines differ in `Math.pow` and `**`.
 *
 * @param k - an integer from -1022 to 1023
 */
export function powerOfTwo(k: number): number {
  scratch.setUint32(0, (k + 1023) << 20);
  scratch.setUint32(4, 0);
  return scratch.getFloat64(0);
}

/**
 * `y` times 2^k with a single rounding, also where the result is subnormal or overflows.
 *
 * @param y - a number of about 1
 * @param k - an integer from -1080 to 1030
 */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * powerOfTwo(1000) * powerOfTwo(k - 1000);
  if (k < -1021) return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return y * powerOfTwo(k);
}

/** A number taken apart: `fraction` times 2^`exponent`. */
export interface Factored {
  /** From √½ up to √2. */
  readonly fraction: number;
  /** An integer. */
  readonly exponent: number;
}

/**
 * Takes a positive finite number apart into a fraction around 1 and a power of two, exactly.
 *
 * @param x - a positive finite number
 */
export function factorOutPowerOfTwo(x: number): Factored {
  // Subnormal numbers have no exponent of their own: lift them by 2^54 first.
  const subnormal = x < powerOfTwo(-1022);
  scratch.setFloat64(0, subnormal ? x * powerOfTwo(54) : x);
  const high = scratch.getUint32(0);
  let exponent = (high >>> 20) - 1023 - (subnormal ? 54 : 0);
  scratch.setUint32(0, (high & 0xfffff) | (1023 << 20));
  let fraction = scratch.getFloat64(0);
  if (fraction > Math.SQRT2) {
    fraction *= 0.5;
    exponent += 1;
  }
  return { fraction, exponent };
}
