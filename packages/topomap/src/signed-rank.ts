import { exp, GrowconeError } from '@growcone/core';

/**
 * Wilcoxon signed-rank test that paired values are smaller in the first list: probability of ranks at least as low if they were not.
 * Normal approximation with correction for continuity and ties; pairs that are equal or have a NaN are left out. With fewer than ten
 * pairs left the approximation is poor.
 *
 * @param a - values
 * @param b - their partners
 * @returns the one-sided probability; 1 if no pair is left
 */
export function signedRankLess(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new GrowconeError('SIGNED_RANK', `Paired values must be as many, got ${a.length} and ${b.length}.`, {
      a: a.length,
      b: b.length,
    });
  }
  const differences = Array.from(a, (value, i) => value - b[i]!)
    .filter((d) => d !== 0 && !Number.isNaN(d))
    .sort((p, q) => Math.abs(p) - Math.abs(q));
  const n = differences.length;
  if (n === 0) return 1;
  let positive = 0;
  let ties = 0;
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && Math.abs(differences[to]!) === Math.abs(differences[from]!)) to++;
    const alike = to - from;
    positive += (differences.slice(from, to).filter((d) => d > 0).length * (from + 1 + to)) / 2;
    ties += alike ** 3 - alike;
    from = to;
  }
  const mean = (n * (n + 1)) / 4;
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  // Half a rank more: the probability of the ranks found is part of it.
  return normalBelow((positive - mean + 0.5) / deviation);
}

/** Probability that a standard normal variable is below z. */
function normalBelow(z: number): number {
  const x = Math.abs(z);
  const density = exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let tail: number;
  if (x < 3) {
    // Φ(x) − 1/2 = φ(x) · (x + x³/3 + x⁵/(3·5) + …).
    let term = x;
    let sum = x;
    for (let k = 3; term > 1e-17 * sum; k += 2) sum += term *= (x * x) / k;
    tail = 0.5 - density * sum;
  } else {
    // Mills' ratio as a continued fraction, from the inside.
    let fraction = x;
    for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
    tail = density / fraction;
  }
  return z < 0 ? tail : 1 - tail;
}
