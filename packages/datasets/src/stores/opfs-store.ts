import { GrowconeError } from '@growcone/core';
import { type FileContent, type FileStore, partsOf } from './file-store.ts';
import { isNamed, withRoom } from './storage-full-error.ts';

/** What is needed of a file of a browser's private file system. A `FileSystemFileHandle` has it. */
export interface OpfsFile {
  /** Tells it from a directory. */
  readonly kind: 'file';
  /** What it holds now. */
  getFile(): Promise<Blob>;
  /** Begins to write it anew. */
  createWritable(): Promise<OpfsWriter>;
  /**
   * Gives it another name, in place of a file that has it. Every browser has this, no standard does.
   *
   * @param name - the new name
   */
  move?(name: string): Promise<void>;
}

/** What is needed to write a file. A `FileSystemWritableFileStream` has it. */
export interface OpfsWriter {
  /**
   * Adds bytes.
   *
   * @param data - the bytes
   */
  write(data: Blob | Uint8Array<ArrayBuffer>): Promise<void>;
  /** Gives the file what was written. */
  close(): Promise<void>;
  /** Throws away what was written. */
  abort(): Promise<void>;
}

/** What is needed of a directory of a browser's private file system. A `FileSystemDirectoryHandle` has it. */
export interface OpfsDirectory {
  /** Tells it from a file. */
  readonly kind: 'directory';
  /** Its name; empty for the root. */
  readonly name: string;
  /**
   * A directory in it.
   *
   * @param name - its name
   * @param options - whether to make it if missing
   */
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<OpfsDirectory>;
  /**
   * A file in it.
   *
   * @param name - its name
   * @param options - whether to make it if missing
   */
  getFileHandle(name: string, options?: { create?: boolean }): Promise<OpfsFile>;
  /**
   * Deletes a file.
   *
   * @param name - its name
   */
  removeEntry(name: string): Promise<void>;
  /** Names and handles of all that is in it. */
  entries(): AsyncIterable<[string, OpfsDirectory | OpfsFile]>;
}

const PIECE = 2 ** 20;

// What is written has such a name until it is whole.
const UNFINISHED = /\.[0-9a-f]{8}\.new$/;

/**
 * Keeps files in the browser's private file system, where only pages of the same origin see them.
 *
 * ```ts fragment
 * const store = opfsStore(await navigator.storage.getDirectory());
 * ```
 *
 * @param directory - the root, or a directory in it
 */
export function opfsStore(directory: OpfsDirectory): FileStore {
  const name = `the private file system of the browser${directory.name === '' ? '' : `, ${directory.name}`}`;
  const parentOf = async (parts: readonly string[], create: boolean): Promise<OpfsDirectory> => {
    let parent = directory;
    for (const part of parts.slice(0, -1)) parent = await parent.getDirectoryHandle(part, { create });
    return parent;
  };
  return {
    name,
    async paths() {
      const found: string[] = [];
      for await (const path of below(directory, '')) found.push(path);
      return found.sort();
    },
    async get(path) {
      const parts = partsOf(path);
      const file = await ifThere(parentOf(parts, false).then((parent) => parent.getFileHandle(parts.at(-1) as string)));
      return file?.getFile();
    },
    async put(path, content) {
      const parts = partsOf(path);
      await withRoom(name, path, write(await parentOf(parts, true), parts.at(-1) as string, content));
    },
    async delete(path) {
      const parts = partsOf(path);
      await ifThere(parentOf(parts, false).then((parent) => parent.removeEntry(parts.at(-1) as string)));
    },
  };
}

async function* below(directory: OpfsDirectory, prefix: string): AsyncGenerator<string> {
  for await (const [name, entry] of directory.entries()) {
    if (entry.kind === 'directory') yield* below(entry, `${prefix}${name}/`);
    else if (!UNFINISHED.test(name)) yield prefix + name;
  }
}

/** Writes under a name of its own, because a file that is being written is there, without content. */
async function write(parent: OpfsDirectory, name: string, content: FileContent): Promise<void> {
  const own = `${name}.${crypto.randomUUID().slice(0, 8)}.new`;
  const file = await parent.getFileHandle(own, { create: true });
  try {
    if (!file.move) throw new MoveMissingError();
    const writer = await file.createWritable();
    try {
      for await (const piece of content instanceof Blob ? piecesOf(content) : content) {
        await writer.write(piece as Uint8Array<ArrayBuffer>);
      }
    } catch (error) {
      await writer.abort();
      throw error;
    }
    await writer.close();
    await file.move(name);
  } catch (error) {
    await ifThere(parent.removeEntry(own));
    throw error;
  }
}

// A whole blob that there is no room for ends, now and then, in the complaint that it could not be read.
async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < blob.size; from += PIECE) {
    yield new Uint8Array(await blob.slice(from, from + PIECE).arrayBuffer());
  }
}

/** This browser cannot give a file another name. */
class MoveMissingError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'MoveMissingError';

  constructor() {
    super(
      'MOVE_MISSING',
      'The private file system of this browser cannot rename a file. Keep files with cacheStore().',
      {},
    );
  }
}

/** What was asked for, or nothing if it is not there. */
async function ifThere<T>(asking: Promise<T>): Promise<T | undefined> {
  return asking.catch((error: unknown) => {
    if (isNamed(error, 'NotFoundError') || isNamed(error, 'TypeMismatchError')) return undefined;
    throw error;
  });
}
