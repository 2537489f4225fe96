import type { Row } from '../benchmark.ts';

/** A share as percent, or `dense`. @param row - with a column `density` */
export const density = (row: Row): string =>
  row['density'] === 1 ? 'dense' : `${Number((100 * number(row, 'density')).toPrecision(3))} %`;

/** A number of a row. @param row - the row @param column - its column */
export function number(row: Row, column: string): number {
  const cell = row[column];
  if (typeof cell !== 'number') throw new RangeError(`column '${column}' holds no number`);
  return cell;
}

/** A ratio with its interval, such as `0.95 × C (0.93–0.97)`; empty where it was not taken. @param row - the row @param column - the ratio @param unit - what it is over */
export function ratio(row: Row, column: string, unit: string): string {
  if (row[column] === undefined) return '';
  const [middle, low, high] = ['', 'Low', 'High'].map((end) => number(row, `${column}${end}`).toPrecision(3));
  return `${middle} × ${unit} (${low}–${high})`;
}

/** A time and, where it was taken, its ratio to C. @param time - in words @param row - the row @param column - the ratio */
export function besideCInWords(time: string, row: Row, column: string): string {
  const over = ratio(row, column, 'C');
  return over === '' ? time : `${time}, ${over}`;
}

/** Whether a column is at most a limit; undefined where it is absent. @param row - the row @param column - its column @param most - the limit */
export const atMost = (row: Row, column: string, most: number): { readonly met?: boolean } =>
  row[column] === undefined ? {} : { met: number(row, column) <= most };

/** Whether a column is at least a limit; undefined where it is absent. @param row - the row @param column - its column @param least - the limit */
export const atLeast = (row: Row, column: string, least: number): { readonly met?: boolean } =>
  row[column] === undefined ? {} : { met: number(row, column) >= least };
