// The conversion is made of whole numbers and powers of two, so that every engine gives the same bits.
const scratch = new DataView(new ArrayBuffer(4));

/**
 * The number that 16 bits stand for in half precision: s e₅ f₁₀ is ±(1 + f/1024) · 2^(e − 15), or ±f · 2⁻²⁴ for e = 0.
 *
 * @internal
 */
export function decodeFloat16(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const magnitude =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Infinity
          : NaN
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -magnitude : magnitude;
}

/**
 * The half-precision number nearest to a value, as 16 bits; of two equally near, the even one.
 *
 * @internal
 */
export function encodeFloat16(value: number): number {
  scratch.setFloat32(0, value);
  const sign = (scratch.getUint32(0) >>> 16) & 0x8000;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  // Half a step above the largest number, 65504.
  if (magnitude >= 65520) return sign | 0x7c00;
  let exponent = -14;
  while (exponent < 15 && magnitude >= 2 ** (exponent + 1)) exponent++;
  const steps = roundToEven(magnitude / 2 ** (exponent - 10));
  // A fraction that was rounded up to the next power of two carries into the exponent by itself.
  return sign | (steps < 1024 ? steps : ((exponent + 15) << 10) + (steps - 1024));
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/**
 * All 65 536 half-precision numbers by their bits, for reading very many.
 *
 * @internal
 */
export function float16Table(): Float32Array {
  return Float32Array.from({ length: 65536 }, (_, bits) => decodeFloat16(bits));
}
