import type { Part } from '../downloads/fill-part.ts';
import { MirrorFailure } from '../downloads/mirror-failure.ts';
import { Sha256 } from '../downloads/sha256.ts';
import { type FileStore, piecesOf } from './file-store.ts';

/** A published file, known by its checksum, and by its size where that is known. */
export interface HashedFile {
  /** Its name. */
  readonly name: string;
  /** Its size in bytes, if that is known. */
  readonly size?: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
}

// What a page that is closed loses at most.
const SEGMENT = 2 ** 23;
const PART = /\.[0-9a-f]{8}\.part\/\d+$/;

/** Whether a path is that of a piece of a download. @internal */
export const isPart = (path: string): boolean => PART.test(path);

/**
 * What has come of a file so far, in segments that are files themselves: a store cannot add to a file. The name of a
 * segment is the byte that it begins with. They are joined, and checked on the way, when all have come.
 *
 * @internal
 */
export class StoredPart implements Part {
  readonly #store: FileStore;
  readonly #file: HashedFile;
  #segments: number[];
  #kept: number;
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #waiting = 0;

  private constructor(store: FileStore, file: HashedFile, segments: number[], kept: number) {
    this.#store = store;
    this.#file = file;
    this.#segments = segments;
    this.#kept = kept;
  }

  /** Begins a part, with what an earlier download of the same file has left. */
  static async begin(store: FileStore, file: HashedFile): Promise<StoredPart> {
    const folder = folderOf(file);
    const there = new Set((await store.paths()).filter((path) => path.startsWith(folder)));
    const segments: number[] = [];
    let kept = 0;
    while (there.has(`${folder}${kept}`)) {
      segments.push(kept);
      kept += (await store.get(`${folder}${kept}`))?.size ?? 0;
      if (kept === segments.at(-1)) break;
    }
    return new StoredPart(store, file, segments, kept);
  }

  /** Bytes so far. */
  get size(): number {
    return this.#kept + this.#waiting;
  }

  /** Adds bytes. */
  async append(piece: Uint8Array): Promise<void> {
    this.#pending.push(piece as Uint8Array<ArrayBuffer>);
    this.#waiting += piece.length;
    if (this.#waiting >= SEGMENT) await this.keep();
  }

  /** Keeps what has come, for whoever goes on with it. */
  async keep(): Promise<void> {
    if (this.#waiting === 0) return;
    await this.#store.put(`${folderOf(this.#file)}${this.#kept}`, new Blob(this.#pending));
    this.#segments.push(this.#kept);
    this.#kept += this.#waiting;
    this.#pending = [];
    this.#waiting = 0;
  }

  /** Throws away what has come. */
  async restart(): Promise<void> {
    const segments = this.#segments;
    this.#segments = [];
    this.#pending = [];
    this.#kept = this.#waiting = 0;
    for (const at of segments) await this.#store.delete(`${folderOf(this.#file)}${at}`);
  }

  /** Gives the file its name, if it is whole. */
  async finish(): Promise<void> {
    await this.keep();
    await this.#store.put(this.#file.name, checked(this.#joined(), this.#file));
    await this.restart();
  }

  /** Finishes what has come, or throws it away if it is another file. */
  async finishes(): Promise<boolean> {
    try {
      await this.finish();
      return true;
    } catch (error) {
      if (!(error instanceof MirrorFailure)) throw error;
      await this.restart();
      return false;
    }
  }

  async *#joined(): AsyncGenerator<Uint8Array> {
    for (const at of this.#segments) {
      const segment = await this.#store.get(`${folderOf(this.#file)}${at}`);
      // Another page that downloads the same has deleted it, having come to an end before.
      if (!segment) throw new MirrorFailure('CHECKSUM', `the bytes from ${at} on are gone`);
      yield* piecesOf(segment);
    }
  }
}

/** Bytes that end in a `MirrorFailure` if they are not those of the file. */
async function* checked(pieces: AsyncIterable<Uint8Array>, { sha256 }: HashedFile): AsyncGenerator<Uint8Array> {
  const hash = new Sha256();
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  const got = hash.digest();
  if (got !== sha256) throw new MirrorFailure('CHECKSUM', `expected SHA-256 ${sha256}, got ${got}`);
}

function folderOf({ name, sha256 }: HashedFile): string {
  return `${name}.${sha256.slice(0, 8)}.part/`;
}
