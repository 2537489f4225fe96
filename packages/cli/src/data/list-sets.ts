import type { FileFolder } from '@growcone/datasets';
import { findFolder, type FolderOptions } from '@growcone/datasets/node';
import { catalogue } from './catalogue.ts';

/** A line of `growcone data list`. */
export interface ListedSet {
  /** Its name on the command line. */
  readonly name: string;
  /** Its full name. */
  readonly title: string;
  /** Number of classes. */
  readonly classes: number;
  /** Sizes of what channels count. */
  readonly shape: readonly number[];
  /** Licence of the data. */
  readonly licence: string;
  /** Folder that holds it; null if it is not here, absent if it is generated. */
  readonly folder?: string | null;
  /** Bytes of its files there. */
  readonly bytes?: number;
}

/** Every data set, and which of them are here. @param options - where to look */
export async function listSets(options: FolderOptions): Promise<readonly ListedSet[]> {
  const listed: ListedSet[] = [];
  for (const { name, load } of catalogue) {
    const { about, files } = await load();
    const { source, classNames, shape } = about;
    const known = { name, title: source.title, classes: classNames.length, shape, licence: source.licence };
    const folder = files && (await findFolder(files, options));
    if (!files) listed.push(known);
    else if (!folder) listed.push({ ...known, folder: null });
    else listed.push({ ...known, folder: folder.name, bytes: await bytesIn(folder) });
  }
  return listed;
}

async function bytesIn(folder: FileFolder): Promise<number> {
  let bytes = 0;
  for (const path of folder.paths) bytes += (await folder.open(path)).size;
  return bytes;
}

/** The list as a table. @param sets - its lines */
export function listInWords(sets: readonly ListedSet[]): string {
  const rows = sets.map(({ name, classes, shape, licence, folder, bytes }) => [
    name,
    String(classes),
    shape.join(' × '),
    licence,
    bytes === undefined ? '' : `${(bytes / 2 ** 20).toFixed(1)} MiB`,
    folder === undefined ? 'generated' : (folder ?? `not here: growcone data get ${name}`),
  ]);
  const table = [['name', 'classes', 'channels', 'licence', 'on disk', 'where'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
