import { GrowconeError, RefusedPlanError, type Refusal } from '@growcone/core';
import type { Row } from '../benchmark.ts';

/** Errors that say that a network does not run on a device, or not on this one. */
const REFUSALS: readonly string[] = ['REFUSED_PLAN', 'OUT_OF_MEMORY'];

/**
 * A row, or one that says by name why there is none.
 *
 * @param known - columns that are known before
 * @param measure - gives the others
 * @param notes - receives the reasons in full
 */
export async function orRefused(known: Row, measure: () => Promise<Row>, notes: Set<string>): Promise<Row> {
  try {
    return { ...known, ...(await measure()) };
  } catch (error) {
    if (!(error instanceof GrowconeError) || !REFUSALS.includes(error.code)) throw error;
    if (!(error instanceof RefusedPlanError)) {
      notes.add(error.message);
      return { ...known, refused: error.code };
    }
    const { refusals } = error.fields as { readonly refusals: readonly Refusal[] };
    for (const { code, message } of refusals) notes.add(`${code}: ${message}`);
    return { ...known, refused: [...new Set(refusals.map(({ code }) => code))].join(', ') };
  }
}

/** What was measured, in words, or that it was refused. @param row - of {@link orRefused} @param measured - in words */
export const measuredOrRefused = (row: Row, measured: () => string): string =>
  typeof row['refused'] === 'string' ? `refused: ${row['refused']}` : measured();
