import type { Cell, Row } from '../benchmark.ts';

const shown = (cell: Cell | undefined): string => (cell === undefined || cell === null ? '–' : String(cell));

/** All columns of some rows, in the order of their first appearance. @param rows - the rows */
const columnsOf = (rows: readonly Row[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];

/** Rows as a table for a terminal. @param rows - the rows */
export function table(rows: readonly Row[]): string {
  const columns = columnsOf(rows);
  const cells = [columns, ...rows.map((row) => columns.map((c) => shown(row[c])))];
  const widths = columns.map((_, c) => Math.max(...cells.map((line) => line[c]!.length)));
  return cells.map((line) => line.map((cell, c) => cell.padStart(widths[c]!)).join('  ')).join('\n');
}

/** Rows as a Markdown table. @param rows - the rows */
export function markdownTable(rows: readonly Row[]): string {
  const columns = columnsOf(rows);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((c) => shown(row[c])))),
  ].join('\n');
}
