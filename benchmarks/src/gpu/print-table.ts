// Prints the recorded answers as docs/STATUS.md shows them.
import { readResults } from '../read-results.ts';
import { statusTable } from '../status-table.ts';

console.log(statusTable(await readResults()));
