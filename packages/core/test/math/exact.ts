// Reference values in 120-bit fixed point, from series that converge by themselves: an oracle independent of any engine.
const BITS = 120n;
const ONE = 1n << BITS;
const TWO_PI = 2n * piFixed();

function piFixed(): bigint {
  // Machin: π = 16 arctan(1/5) - 4 arctan(1/239).
  const arctanInverse = (n: bigint): bigint => {
    let power = (ONE << 20n) / n;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power = -power / (n * n);
      sum += power / k;
    }
    return sum >> 20n;
  };
  return 16n * arctanInverse(5n) - 4n * arctanInverse(239n);
}

function toFixed(x: number): bigint {
  // A double times 2^1074 is an integer; only its upper 120 bits after the point matter here.
  let mantissa = x;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return (BigInt(mantissa) << BITS) >> BigInt(exponent);
}

function series(first: bigint, next: (term: bigint, k: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = next(term, k);
  }
  return sum;
}

/** e^x in fixed point, for |x| up to about 30. */
export function exactExp(x: number): bigint {
  const fixed = toFixed(x / 64);
  let result = series(ONE, (term, k) => ((term * fixed) >> BITS) / k);
  for (let i = 0; i < 6; i++) result = (result * result) >> BITS;
  return result;
}

/** ln x in fixed point for x from ½ to 2, by ln x = 2 artanh((x - 1) / (x + 1)). */
export function exactLog(x: number): bigint {
  const fixed = toFixed(x);
  const s = ((fixed - ONE) << BITS) / (fixed + ONE);
  const squared = (s * s) >> BITS;
  let power = s;
  let sum = 0n;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * squared) >> BITS;
  }
  return 2n * sum;
}

/** tanh x in fixed point, for |x| up to about 15. */
export function exactTanh(x: number): bigint {
  const squared = exactExp(2 * x);
  return ((squared - ONE) << BITS) / (squared + ONE);
}

/** sin 2πx and cos 2πx in fixed point for |x| ≤ 1. */
export function exactSinCos(x: number): { sin: bigint; cos: bigint } {
  const y = (toFixed(x) * TWO_PI) >> BITS;
  const squared = (y * y) >> BITS;
  const alternate = (step: bigint) => (term: bigint, k: bigint) =>
    -((term * squared) >> BITS) / ((2n * k - 1n + step) * (2n * k + step));
  return { sin: series(y, alternate(1n)), cos: series(ONE, alternate(0n)) };
}

/** Distance of a double from a fixed-point value, in units of the double's last place. */
export function ulps(got: number, exact: bigint): number {
  const last = 2 ** (Math.floor(Math.log2(Math.abs(got))) - 52);
  const difference = toFixed(got) - exact;
  return Math.abs(Number(difference)) / 2 ** Number(BITS) / last;
}
