import type { Row } from '../benchmark.ts';
import { compared } from './compared.ts';
import { median, significant } from './statistics.ts';
import { takeTurns } from './take-turns.ts';

/** Measures once. */
export type Measure = () => Promise<number>;

/**
 * Lets our loop and the same loop in C take turns.
 *
 * @param ours - measures ours, in ns
 * @param c - measures C, in ns; undefined where there is no compiler
 * @param rounds - how many rounds
 * @returns columns `ns` and, beside C, `limitNs` and the ratio `overC` with its interval
 */
export async function besideC(ours: Measure, c: Measure | undefined, rounds: number): Promise<Row> {
  const variant = (name: string, measure: Measure) => ({ name, turn: async () => ({ ns: await measure() }) });
  const turns = await takeTurns([variant('ours', ours), ...(c ? [variant('c', c)] : [])], rounds);
  const mine = turns('ours', 'ns');
  if (!c) return { ns: significant(median(mine)) };
  const limit = turns('c', 'ns');
  return { ns: significant(median(mine)), limitNs: significant(median(limit)), ...compared('overC', mine, limit) };
}
