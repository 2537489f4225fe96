// Writes the tables of benchmarks, accuracies and sizes into docs/STATUS.md, between their markers, from benchmarks/results.
import { readFile, writeFile } from 'node:fs/promises';
import { finishedRuns } from './accuracy/results.ts';
import { accuracyTable } from './accuracy/table.ts';
import { readResults } from './read-results.ts';
import { sizeTable } from './size-table.ts';
import { statusTable } from './status-table.ts';

const STATUS = new URL('../../docs/STATUS.md', import.meta.url);

/** The text with a table between the markers of a name. */
function filled(text: string, name: string, table: string): string {
  const [from, to] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [begin, end] = [text.indexOf(from), text.indexOf(to)];
  if (begin < 0 || end < begin)
    throw new Error(`docs/STATUS.md must hold the lines ${from} and ${to}: the table goes between them.`);
  return `${text.slice(0, begin + from.length)}\n\n${table}\n\n${text.slice(end)}`;
}

let text = await readFile(STATUS, 'utf8');
text = filled(text, 'benchmarks', statusTable(await readResults()));
text = filled(text, 'accuracy', accuracyTable(await finishedRuns()));
text = filled(text, 'sizes', await sizeTable());
await writeFile(STATUS, text);
