/**
 * Positions of the k lowest values, ascending, in time linear in their number: two passes over the halves of their bits find the k-th, and
 * only values equal to it are put in order.
 *
 * @param values - none of them NaN; +0 equals −0
 * @param k - how many; all if there are fewer
 * @param before - order of two positions with equal values: below 0 if the first comes first; ascending positions if left out
 */
export function lowestValues(
  values: Float32Array,
  k: number,
  before: (a: number, b: number) => number = (a, b) => a - b,
): Uint32Array {
  if (k >= values.length) return Uint32Array.from(values.keys());
  if (k <= 0) return new Uint32Array(0);
  const keys = orderedKeys(values);
  const high = rankIn(keys, k, (key) => key >>> 16);
  const low = rankIn(keys, high.left, (key) => (key >>> 16 === high.digit ? key & 0xffff : -1));
  const last = ((high.digit << 16) | low.digit) >>> 0;
  const equal: number[] = [];
  keys.forEach((key, i) => {
    if (key === last) equal.push(i);
  });
  if (low.left < equal.length) equal.sort(before);
  const taken = new Uint8Array(values.length);
  for (const i of equal.slice(0, low.left)) taken[i] = 1;
  const lowest = new Uint32Array(k);
  let at = 0;
  keys.forEach((key, i) => {
    if (key < last || taken[i]) lowest[at++] = i;
  });
  return lowest;
}

/** Bits that are ordered as the values are. */
function orderedKeys(values: Float32Array): Uint32Array {
  // Adding zero turns −0 into +0.
  const keys = new Uint32Array(values.map((value) => value + 0).buffer);
  return keys.map((bits) => (bits >>> 31 ? ~bits : bits | 0x80000000));
}

/** The digit of the k-th lowest key, and which of the keys with this digit it is, from 1. */
function rankIn(
  keys: Uint32Array,
  k: number,
  digitOf: (key: number) => number,
): { readonly digit: number; readonly left: number } {
  const counts = new Uint32Array(2 ** 16);
  for (const key of keys) {
    const digit = digitOf(key);
    if (digit >= 0) counts[digit]++;
  }
  let digit = 0;
  let left = k;
  while (left > counts[digit]) left -= counts[digit++];
  return { digit, left };
}
