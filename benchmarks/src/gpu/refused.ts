import { GrowconeError, RefusedPlanError, type Refusal } from '@growcone/core';
import type { BenchmarkOptions, Row } from '../benchmark.ts';

/** Errors that say that a network does not run on a device, or not on this one. */
const REFUSALS: readonly string[] = ['REFUSED_PLAN', 'OUT_OF_MEMORY'];

/** What was measured case by case. */
interface Measured {
  /** A row for each case. */
  readonly rows: readonly Row[];
  /** Rows for its shaders. */
  readonly kernels: readonly Row[];
  /** Why a device refused, in full. */
  readonly refusals: readonly string[];
}

/**
 * Measures cases one after another: a row for each, or one that says by name why there is none.
 *
 * @typeParam C - what is measured
 * @param cases - what is measured
 * @param known - columns of a case that are known before
 * @param measure - gives the others, and adds rows for shaders
 * @param options - of the benchmark
 */
export async function rowsOf<C>(
  cases: readonly C[],
  known: (one: C) => Row,
  measure: (one: C, kernels: Row[]) => Promise<Row>,
  { log }: BenchmarkOptions,
): Promise<Measured> {
  const rows: Row[] = [];
  const kernels: Row[] = [];
  const refusals = new Set<string>();
  for (const one of cases) {
    rows.push(await orRefused(known(one), () => measure(one, kernels), refusals));
    log(JSON.stringify(rows.at(-1)));
  }
  return { rows, kernels, refusals: [...refusals] };
}

async function orRefused(known: Row, measure: () => Promise<Row>, notes: Set<string>): Promise<Row> {
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

/** What was measured, in words, or that it was refused. @param row - of {@link rowsOf} @param measured - in words */
export const measuredOrRefused = (row: Row, measured: () => string): string =>
  typeof row['refused'] === 'string' ? `refused: ${row['refused']}` : measured();
