import { GrowconeError } from '../error.ts';
import { log } from '../math/log.ts';
import { normal01 } from '../random/normal.ts';
import { uniform01 } from '../random/uniform.ts';
import type { Initialiser } from './connection.ts';

const f = Math.fround;

/** Thrown when an option of an initialiser is out of its range, or it is used where it cannot work. */
export class InitialiserError extends GrowconeError {
  override readonly name: string = 'InitialiserError';

  /**
   * @param initialiser - name of the initialiser
   * @param problem - what must hold, what was got, what to do
   * @param fields - the values the message is made of
   */
  constructor(initialiser: string, problem: string, fields: Readonly<Record<string, unknown>>) {
    super('INITIALISER', `${initialiser}: ${problem}`, { initialiser, ...fields });
  }
}

function checkFinite(initialiser: string, options: Readonly<Record<string, number>>): void {
  for (const [name, got] of Object.entries(options)) {
    if (Number.isFinite(got)) continue;
    throw new InitialiserError(initialiser, `${name} must be a finite number, got ${got}. Check how it was computed.`, {
      option: name,
      got,
    });
  }
}

function checkNotNegative(initialiser: string, name: string, got: number): void {
  if (got >= 0) return;
  throw new InitialiserError(
    initialiser,
    `${name} must be at least 0, got ${got}. It is a width: leave out the sign.`,
    {
      option: name,
      got,
    },
  );
}

/**
 * The same value everywhere.
 *
 * @param value - the value
 */
export function constantValue(value: number): Initialiser {
  checkFinite('constantValue', { value });
  return { kind: 'initialiser', name: 'constantValue', shared: true, value: () => f(value) };
}

/**
 * Values from an exponential distribution: times to the next of events that come at random.
 *
 * @param mean - their mean
 */
export function exponential(mean: number): Initialiser {
  checkFinite('exponential', { mean });
  checkNotNegative('exponential', 'mean', mean);
  return {
    kind: 'initialiser',
    name: 'exponential',
    shared: false,
    value: (first) => f(-mean * log(1 - uniform01(first))),
  };
}

/**
 * Values spread evenly over an interval.
 *
 * @param low - the lower end
 * @param high - the upper end
 */
export function uniform(low: number, high: number): Initialiser {
  checkFinite('uniform', { low, high });
  if (low > high) {
    throw new InitialiserError('uniform', `low must be at most high, got ${low} and ${high}. Exchange them.`, {
      low,
      high,
    });
  }
  const width = f(high - low);
  return {
    kind: 'initialiser',
    name: 'uniform',
    shared: low === high,
    value: (first) => f(f(low) + f(width * uniform01(first))),
  };
}

/**
 * Normally distributed values.
 *
 * @param mean - the mean
 * @param sd - the standard deviation
 */
export function normal(mean: number, sd: number): Initialiser {
  checkFinite('normal', { mean, sd });
  checkNotNegative('normal', 'sd', sd);
  return {
    kind: 'initialiser',
    name: 'normal',
    shared: sd === 0,
    value: (first, second) => f(f(mean) + f(f(sd) * normal01(first, second))),
  };
}

/** How strong the input of a neuron shall be. */
export interface ScaledNormalOptions {
  /** Standard deviation of the summed weights of a postsynaptic neuron. */
  readonly gain: number;
}

/**
 * Normally distributed weights around zero, scaled to the number of synapses: their standard deviation is
 * gain / √(mean in-degree), so a neuron's summed input is as strong at 1 % density as in a dense projection.
 *
 * @param options - the strength
 */
export function scaledNormal({ gain }: ScaledNormalOptions): Initialiser {
  checkFinite('scaledNormal', { gain });
  checkNotNegative('scaledNormal', 'gain', gain);
  return {
    kind: 'initialiser',
    name: 'scaledNormal',
    shared: gain === 0,
    value(first, second, { meanInDegree }) {
      if (meanInDegree === undefined) {
        throw new InitialiserError(
          'scaledNormal',
          'it scales weights by the number of synapses, so it cannot start neurons. Use normal.',
          {},
        );
      }
      return f(f(gain / Math.sqrt(meanInDegree)) * normal01(first, second));
    },
  };
}
