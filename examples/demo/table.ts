import type { TrainSummary } from 'growcone';

/** A row of the table. */
export interface TableRow extends TrainSummary {
  /** Which network. */
  readonly network: string;
}

const percent = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

const COLUMNS: readonly (readonly [heading: string, cell: (row: TableRow) => string])[] = [
  ['network', (row) => row.network],
  ['test accuracy', (row) => percent(row.testAccuracy)],
  ['s per epoch', (row) => row.secondsPerEpoch.toFixed(2)],
  ['synapses', (row) => String(row.synapses)],
  ['rewired', (row) => String(row.rewired)],
  ['informative synapses', (row) => percent(row.informativeShare)],
];

/** A table as text, names to the left and numbers to the right. @param rows - its rows */
export function table(rows: readonly TableRow[]): string {
  const lines = [COLUMNS.map(([heading]) => heading), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  const widths = COLUMNS.map((_, c) => Math.max(...lines.map((cells) => cells[c]?.length ?? 0)));
  const text = lines.map((cells) =>
    cells.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('   '),
  );
  return [text[0], widths.map((width) => '─'.repeat(width)).join('───'), ...text.slice(1)].join('\n');
}
