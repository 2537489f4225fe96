import { openZip } from './archives/zip.ts';
import type { FileFolder } from './file-folder.ts';
import { memoryFile, type RandomAccess } from './random-access.ts';

/**
 * A zip archive as a folder: any of its files can be read without unpacking the others.
 *
 * @param file - the archive
 */
export async function zipFolder(file: RandomAccess): Promise<FileFolder> {
  const zip = await openZip(file);
  const entries = new Map(zip.entries.map((entry) => [entry.path, entry]));
  return {
    name: file.name,
    paths: [...entries.keys()],
    async open(path) {
      const entry = entries.get(path);
      // Whoever asks for a path has it from `paths`.
      return memoryFile(`${file.name}/${path}`, entry ? await zip.read(entry) : new Uint8Array(0));
    },
  };
}

/**
 * A folder in which the files of zip archives can be read like others. The data of an archive stays packed.
 *
 * @param folder - a folder with archives in it
 * @param archives - paths of the archives
 */
export async function withArchives(folder: FileFolder, archives: readonly string[]): Promise<FileFolder> {
  const within = new Map<string, FileFolder>();
  for (const archive of archives) {
    const zip = await zipFolder(await folder.open(archive));
    for (const path of zip.paths) within.set(path, zip);
  }
  return {
    name: folder.name,
    paths: [...folder.paths, ...within.keys()],
    open: (path) => (within.get(path) ?? folder).open(path),
  };
}
