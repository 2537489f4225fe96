import { GrowconeError } from '../error.ts';

/** The key of the random generator: low and high word of a 64-bit seed. */
export type SeedKey = readonly [low: number, high: number];

/** Thrown for a seed that is not an integer from 0 to 2^64 - 1. */
export class SeedError extends GrowconeError {
  override readonly name: string = 'SeedError';

  /** @param got - what was given */
  constructor(got: unknown) {
    super(
      'SEED',
      `A seed must be an integer from 0 to 2^64 - 1, got ${String(got)}. Use a whole number such as 1; ` +
        'above 2^53 - 1 write it as a bigint such as 0xffffffffffffffffn.',
      { got },
    );
  }
}

const LARGEST = 0xffff_ffff_ffff_ffffn;

/**
 * The generator's key for a seed; the same for `1` and `1n`.
 *
 * @param seed - an integer from 0 to 2^64 - 1
 */
export function seedKey(seed: number | bigint): SeedKey {
  if (typeof seed === 'number' ? !Number.isSafeInteger(seed) : typeof seed !== 'bigint') throw new SeedError(seed);
  const value = BigInt(seed);
  if (value < 0n || value > LARGEST) throw new SeedError(seed);
  return [Number(value & 0xffff_ffffn), Number(value >> 32n)];
}
