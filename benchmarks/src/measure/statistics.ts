/** The middle of some values. @param values - at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Where the true median lies. */
export interface MedianInterval {
  /** Median of the values. */
  readonly median: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** Probability that the true median lies between the ends; below 0.95 where there are fewer than six values. */
  readonly coverage: number;
}

/**
 * The median with its 95 % interval by order statistics: the narrowest pair of k-th smallest and k-th largest value that
 * holds the true median with at least that probability, whatever the distribution.
 *
 * @param values - at least one
 */
export function medianInterval(values: readonly number[]): MedianInterval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let k = 0;
  while (k + 1 < n / 2 && coverage(n, k + 1) >= 0.95) k++;
  return { median: median(sorted), low: sorted[k]!, high: sorted[n - 1 - k]!, coverage: coverage(n, k) };
}

/** Probability that the median lies between the k-th value from below and from above: 1 − 2 P(Bin(n, ½) ≤ k). */
function coverage(n: number, k: number): number {
  let term = 0.5 ** n;
  let below = term;
  for (let i = 1; i <= k; i++) {
    term *= (n - i + 1) / i;
    below += term;
  }
  return Math.max(0, 1 - 2 * below);
}

/** Value by value, one list over another. @param over - numerators @param under - denominators, as many */
export const ratios = (over: readonly number[], under: readonly number[]): number[] =>
  over.map((value, i) => value / under[i]!);

/** Rounds to some significant digits, so that rows can be read. @param value - the number @param digits - how many */
export const significant = (value: number, digits = 4): number => Number(value.toPrecision(digits));
