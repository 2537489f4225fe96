import { DataFileMissingError } from '@growcone/datasets';
import { findFolder, verifySet, type FolderOptions, type VerifiedFile } from '@growcone/datasets/node';
import { OptionError } from '../cli-error.ts';
import type { DataEntry } from './catalogue.ts';

/** What `growcone data verify` found. */
export interface Verification {
  /** The folder of the data set. */
  readonly folder: string;
  /** Every file that was looked at. */
  readonly files: readonly VerifiedFile[];
}

/** Checks the files of a data set. @param entry - which @param options - where they are */
export async function verifyFiles(entry: DataEntry, options: FolderOptions): Promise<Verification> {
  const { files } = await entry.load();
  if (!files) throw new OptionError('growcone data verify', `has nothing to do: ${entry.name} is generated.`);
  const folder = await findFolder(files, options);
  if (!folder)
    throw new DataFileMissingError(`The folder of ${files.name}`, [options.dataDir ?? 'the cache'], files.byHand);
  return { folder: folder.name, files: await verifySet(files, folder) };
}

// What is damaged is always shown; of what is not, so much.
const SHOWN = 8;

/** The verification as text. @param verification - what was found */
export function verificationInWords({ folder, files }: Verification): string {
  const counts = new Map<string, number>();
  for (const { state } of files) counts.set(state, (counts.get(state) ?? 0) + 1);
  const bad = files.filter(({ state }) => state === 'damaged');
  const others = files.filter(({ state }) => state !== 'damaged').slice(0, SHOWN);
  const hidden = files.length - bad.length - others.length;
  return [
    ...[...bad, ...others].map(({ file, state, reason }) => `${state.padEnd(9)}${file}${reason ? `: ${reason}` : ''}`),
    ...(hidden > 0 ? [`${hidden} more`] : []),
    `${folder}: ${Array.from(counts, ([state, count]) => `${count} ${state}`).join(', ')}`,
  ].join('\n');
}
