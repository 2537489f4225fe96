import { DatasetOptionError } from '../dataset-option-error.ts';

/** Bytes that are kept: a `File` that a user chose or another blob, or pieces one after the other. */
export type FileContent = Blob | AsyncIterable<Uint8Array>;

/** Files that a browser keeps for a page. A file is there whole, or not at all. */
export interface FileStore {
  /** Its name, for errors. */
  readonly name: string;
  /** Paths of all files, with `/` between their parts, sorted. */
  paths(): Promise<string[]>;
  /**
   * A file, or nothing if there is none.
   *
   * @param path - its path
   */
  get(path: string): Promise<Blob | undefined>;
  /**
   * Keeps a file, in place of one that has its path. If the content ends in an error, nothing changes.
   *
   * @param path - its path
   * @param content - its bytes
   */
  put(path: string, content: FileContent): Promise<void>;
  /**
   * Deletes a file, if there is one.
   *
   * @param path - its path
   */
  delete(path: string): Promise<void>;
}

/**
 * The parts of a path. Refuses one that is no path of a file.
 *
 * @internal
 */
export function partsOf(path: string): string[] {
  const parts = path.split('/');
  if (parts.every((part) => !['', '.', '..'].includes(part))) return parts;
  throw new DatasetOptionError('FileStore', 'path', path, 'names with / between them, none empty, . or ..');
}

/**
 * The bytes of a blob in pieces.
 *
 * @internal
 */
export async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += PIECE) yield new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
}

// Read at once.
const PIECE = 2 ** 22;
