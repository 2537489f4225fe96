import type { BenchmarkOptions } from '../benchmark.ts';
import { UsageError } from '../usage-error.ts';

/** Numbers of a setting with commas between them. @param options - of the benchmark @param name - of the setting @param usual - without it @param allowed - whether a number may be given @param what - what may be given, in words */
export function listSetting(
  { settings }: BenchmarkOptions,
  name: string,
  usual: readonly number[],
  allowed: (value: number) => boolean,
  what: string,
): readonly number[] {
  const given = settings[name];
  if (given === undefined) return usual;
  const values = given.split(',').map(Number);
  if (values.length > 0 && given.trim() !== '' && values.every(allowed)) return values;
  throw new UsageError(`--set ${name} must be ${what}, with commas between them, got '${given}'.`);
}

/** A whole number of at least 1. @param value - the number */
export const counts = (value: number): boolean => Number.isInteger(value) && value >= 1;
