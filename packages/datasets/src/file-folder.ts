import { DataFileMissingError } from './data-file-missing-error.ts';
import { blobFile, type RandomAccess } from './random-access.ts';

/** A folder of files, wherever it is: on a disk, in a browser, in an archive. */
export interface FileFolder {
  /** Its name, for errors: the path where there is one. */
  readonly name: string;
  /** Paths of all files below it, with `/` between their parts. */
  readonly paths: readonly string[];
  /**
   * Opens a file.
   *
   * @param path - one of `paths`
   */
  open(path: string): Promise<RandomAccess>;
}

/**
 * Files as a folder: those that a user chose or dropped, those of the browser's private file system, or blobs in memory.
 *
 * @param name - name of the folder, for errors
 * @param files - the files by their path; of a `File` that is its `webkitRelativePath`, or its `name`
 */
export function blobFolder(name: string, files: ReadonlyMap<string, Blob>): FileFolder {
  return {
    name,
    paths: [...files.keys()],
    // Whoever asks for a path has it from `paths`.
    open: (path) => Promise.resolve(blobFile(`${name}/${path}`, files.get(path) as Blob)),
  };
}

/**
 * All bytes of a file of a folder.
 *
 * @internal
 */
export async function readWhole(folder: FileFolder, path: string): Promise<Uint8Array> {
  const file = await folder.open(path);
  return file.read(0, file.size);
}

/**
 * The lines of a text file that say something, without blanks around them.
 *
 * @internal
 */
export async function readLines(folder: FileFolder, path: string): Promise<string[]> {
  const text = new TextDecoder().decode(await readWhole(folder, path));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * The path in a folder that ends in these parts, the shortest if there are several. Refuses a folder that has none.
 *
 * @internal
 */
export function requirePath(folder: FileFolder, ending: string, advice: string): string {
  const path = pathTo(folder, ending);
  if (path === undefined) throw new DataFileMissingError(ending, [`${folder.name}/${ending}`], advice);
  return path;
}

/**
 * The path in a folder that ends in these parts, the shortest if there are several.
 *
 * @internal
 */
export function pathTo(folder: FileFolder, ending: string): string | undefined {
  return folder.paths
    .filter((path) => path === ending || path.endsWith(`/${ending}`))
    .toSorted((a, b) => a.length - b.length)[0];
}
