import { medianInterval, ratios, significant } from './statistics.ts';
import type { Row } from '../benchmark.ts';

/**
 * Columns for a ratio that was taken round by round: its median and the ends of its 95 % interval.
 *
 * @param name - of the ratio; the ends get `Low` and `High` behind it
 * @param over - numerators by round
 * @param under - denominators by round
 */
export function compared(name: string, over: readonly number[], under: readonly number[]): Row {
  const { median, low, high } = medianInterval(ratios(over, under));
  return { [name]: significant(median), [`${name}Low`]: significant(low), [`${name}High`]: significant(high) };
}
