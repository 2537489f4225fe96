/**
 * Position of the first value of a stretch that is not finite, or −1.
 *
 * @param values - the memory
 * @param start - first value
 * @param count - number of values
 * @param infinite - whether infinities are allowed
 */
export function firstNotFinite(values: Float32Array, start: number, count: number, infinite: boolean): number {
  // x·0 is 0 for a finite x and NaN otherwise: one sum tells whether a search is needed.
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += values[i]! * 0;
  if (sum === 0) return -1;
  for (let i = 0; i < count; i++) {
    const value = values[start + i]!;
    if (infinite ? Number.isNaN(value) : !Number.isFinite(value)) return i;
  }
  return -1;
}
