import { suggest } from '@growcone/core';
import type { PublishedSet } from '@growcone/datasets';
import { OptionError } from '../cli-error.ts';

/**
 * Refuses a part that a data set has not, or an example that the part has not.
 *
 * @param about - the data set
 * @param split - name of the part
 * @param which - number of the example and number of examples, once they are known
 */
export function requireExample(
  about: PublishedSet,
  split: string,
  which?: { readonly example: number; readonly size: number },
): void {
  const splits = Object.keys(about.sizes);
  if (!splits.includes(split)) {
    throw new OptionError('--split', `must be one of ${splits.join(', ')}, got '${split}'.${suggest(split, splits)}`);
  }
  if (!which) return;
  const { example, size } = which;
  if (Number.isInteger(example) && example >= 0 && example < size) return;
  throw new OptionError('--example', `must be a whole number between 0 and ${size - 1}, got ${String(example)}.`);
}
