import type { CheckedFile } from './checked-file.ts';

/** A file of a data set that is downloaded, and what becomes of it. */
export interface SetDownload extends CheckedFile {
  /** Addresses of folders that hold it. */
  readonly mirrors?: readonly string[];
  /** Addresses of the file itself, where they do not end in its name. */
  readonly urls?: readonly string[];
  /** The file that it becomes when it is unpacked, with its MD5 where that is published; it is read as it is if left out. */
  readonly unpacked?: {
    /** Its name. */
    readonly name: string;
    /** Its MD5. */
    readonly md5?: string;
  };
}

/** The files of a data set: what tells them, where they are found, and where they come from. */
export interface SetFiles {
  /** Name of the data set, and of its folder. */
  readonly name: string;
  /** Other folders that it is found in, below a data folder. */
  readonly folders: readonly string[];
  /** Matches the path of a file that the set cannot do without. */
  readonly holds: RegExp;
  /** What is downloaded; nothing if a user must get it by hand. */
  readonly downloads: readonly SetDownload[];
  /** What to do by hand to get it. */
  readonly byHand: string;
  /** SHA-256 of the list of SHA-256 and name of all files, sorted by name as `sha256sum` writes it but for the last line end, for a set that is published as single files. */
  readonly listSha256?: string;
}
