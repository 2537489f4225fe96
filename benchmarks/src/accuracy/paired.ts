/** Two rows compared seed by seed. */
export interface Paired {
  /** Number of pairs. */
  readonly pairs: number;
  /** Mean of the differences. */
  readonly difference: number;
  /** Two-sided p-value of the paired t-test; NaN for fewer than two pairs. */
  readonly p: number;
}

/**
 * Paired t-test.
 *
 * @param a - values of the first row
 * @param b - values of the second row, in the same order
 */
export function paired(a: readonly number[], b: readonly number[]): Paired {
  const differences = a.map((x, i) => x - (b[i] ?? NaN));
  const n = differences.length;
  const difference = differences.reduce((s, d) => s + d, 0) / n;
  const variance = differences.reduce((s, d) => s + (d - difference) ** 2, 0) / (n - 1);
  const t = Math.abs(difference) / Math.sqrt(variance / n);
  return { pairs: n, difference, p: n < 2 ? NaN : 2 * upperTail(t, n - 1) };
}

/**
 * Half the width of the 95 % interval of a mean over few values, whose deviation is estimated from them (Student 1908).
 *
 * @param deviation - their standard deviation
 * @param count - how many there are, two at least
 */
export function halfWidth(deviation: number, count: number): number {
  let [low, high] = [0, 100];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (upperTail(middle, count - 1) > 0.025) low = middle;
    else high = middle;
  }
  return (high * deviation) / Math.sqrt(count);
}

/** P(T > t) of Student's distribution, by Simpson's rule on the angle: T = √ν tan θ has density ∝ cos^(ν−1) θ. */
function upperTail(t: number, degrees: number): number {
  const steps = 2000;
  const integrate = (from: number, to: number): number => {
    const h = (to - from) / steps;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      sum += weight * Math.max(0, Math.cos(from + i * h)) ** (degrees - 1);
    }
    return (sum * h) / 3;
  };
  return integrate(Math.atan(t / Math.sqrt(degrees)), Math.PI / 2) / integrate(-Math.PI / 2, Math.PI / 2);
}
