// Writes the table of benchmarks into docs/STATUS.md, between its markers, from benchmarks/results.
import { readFile, writeFile } from 'node:fs/promises';
import { readResults } from './read-results.ts';
import { statusTable } from './status-table.ts';

const STATUS = new URL('../../docs/STATUS.md', import.meta.url);
const BEGIN = '<!-- benchmarks:begin -->';
const END = '<!-- benchmarks:end -->';

const text = await readFile(STATUS, 'utf8');
const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
if (begin < 0 || end < begin)
  throw new Error(`docs/STATUS.md must hold the lines ${BEGIN} and ${END}: the table goes between them.`);
const table = statusTable(await readResults());
await writeFile(STATUS, `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`);
