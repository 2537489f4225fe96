import { createReadStream } from 'node:fs';
import { access, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveLimits } from '../archives/archive-limits.ts';
import { readTar } from '../archives/tar.ts';
import { openZip } from '../archives/zip.ts';
import { DataFileError } from '../data-file-error.ts';
import { nodeFile } from './node-file.ts';
import { makeWhole } from './own-part.ts';

/** What to take from an archive, and how large it may become. */
export interface ExtractOptions {
  /** How much the archive may hold. */
  readonly limits?: ArchiveLimits;
  /**
   * Whether to take a file; all if left out.
   *
   * @param path - its path in the archive
   */
  readonly select?: (path: string) => boolean;
  /**
   * Called for each file that was unpacked.
   *
   * @param path - its path in the archive
   */
  readonly onFile?: (path: string) => void;
}

interface ArchiveFile {
  readonly path: string;
  pieces(): AsyncIterable<Uint8Array>;
}

/**
 * Unpacks an archive (`.zip`, `.tar`, `.tar.gz`, `.tgz`) into a new folder. The folder gets its name only when all is
 * unpacked: one that is there already is whole, and left as it is.
 *
 * Nothing is ever written outside: names that lead out, links and devices are refused with a `DataFileError`, as are
 * archives that become larger than the limits.
 *
 * @param archive - path of the archive
 * @param folder - where its files go
 * @param options - which of them, and how large they may become
 */
export async function extractArchive(archive: string, folder: string, options: ExtractOptions = {}): Promise<void> {
  const { select = () => true, onFile, limits = {} } = options;
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  if (there) return;
  await mkdir(dirname(folder), { recursive: true });
  await makeWhole(folder, async (part) => {
    await mkdir(part);
    for await (const { path, pieces } of filesOf(archive, limits)) {
      if (!select(path)) continue;
      await writeNew(archive, join(part, ...path.split('/')), pieces());
      onFile?.(path);
    }
  });
}

async function* filesOf(archive: string, limits: ArchiveLimits): AsyncGenerator<ArchiveFile> {
  if (archive.endsWith('.zip')) {
    const file = await nodeFile(archive);
    try {
      const zip = await openZip(file, limits);
      for (const entry of zip.entries) yield { path: entry.path, pieces: () => zip.stream(entry) };
    } finally {
      await file.close();
    }
    return;
  }
  const gzip = /\.(tar\.gz|tgz)$/.test(archive);
  if (!gzip && !archive.endsWith('.tar')) {
    throw new DataFileError('ARCHIVE_KIND', {
      file: archive,
      offset: 0,
      within: 'file',
      expected: 'an archive whose name ends in .zip, .tar, .tar.gz or .tgz',
      got: 'another name',
      advice: 'Unpack it by hand, and point to the folder.',
    });
  }
  const stream = createReadStream(archive);
  try {
    for await (const { path, pieces } of readTar(stream, { file: archive, gzip, limits })) {
      yield { path, pieces: () => pieces };
    }
  } finally {
    stream.destroy();
  }
}

/** Writes a file that must not exist: an archive that names it twice would hide one of them. */
async function writeNew(archive: string, path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // Never follows a link, and never overwrites.
    const output = await open(path, 'wx');
    try {
      for await (const piece of pieces) await output.writeFile(piece);
    } finally {
      await output.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR' && code !== 'EISDIR' && code !== 'ENAMETOOLONG') throw error;
    throw new DataFileError('ARCHIVE_PATH', {
      file: archive,
      offset: 0,
      within: 'content',
      expected: 'every name once, as a file or as a folder, of a length that the system allows',
      got: `${path} (${code})`,
      advice: 'The archive is damaged or made to harm: get it again from where it is published.',
    });
  }
}
