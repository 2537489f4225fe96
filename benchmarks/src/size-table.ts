import { readFile } from 'node:fs/promises';
import type { Row } from './benchmark.ts';
import { markdownTable } from './measure/table.ts';
import { RESULTS } from './record.ts';

/** What `tools/size/size.mjs --record` wrote. */
interface RecordedSizes {
  readonly date: string;
  readonly rows: readonly {
    readonly what: string;
    readonly gzip: string;
    readonly minified: string;
    readonly later?: string;
    readonly limit: number;
    readonly target?: number;
  }[];
}

/** The recorded sizes of bundles as a Markdown table. */
export async function sizeTable(): Promise<string> {
  const { date, rows } = JSON.parse(await readFile(new URL('sizes.json', RESULTS), 'utf8')) as RecordedSizes;
  const shown: Row[] = rows.map(({ what, gzip, minified, later, limit, target }) => ({
    what,
    'gzip, kB': gzip,
    'minified, kB': minified,
    'on demand, gzip, kB': later ?? '',
    'limit, kB': limit,
    'target, kB': target ?? '',
  }));
  return `${markdownTable(shown)}\n\nMeasured ${date}.`;
}
