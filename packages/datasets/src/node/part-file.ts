import { createHash, type Hash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Part } from '../downloads/fill-part.ts';
import { MirrorFailure } from '../downloads/mirror-failure.ts';
import type { CheckedFile } from './checked-file.ts';

// A process on another machine cannot be asked whether it lives; no download pauses for a day.
const FORGOTTEN = 24 * 3600 * 1000;

/**
 * What has come of a file so far, on disk under a name of its own.
 *
 * The name tells file (by its checksum), machine and process, so that two processes never write into the same part. What
 * was given up is left as `name.checksum.part`, and whoever comes next moves it to a name of his own, which only one can.
 *
 * @internal
 */
export class PartFile implements Part {
  readonly #file: CheckedFile;
  readonly #paths: PartPaths;
  #output: FileHandle;
  #hash: Hash;
  #size: number;
  #finished = false;

  private constructor(file: CheckedFile, paths: PartPaths, output: FileHandle, hash: Hash, size: number) {
    this.#file = file;
    this.#paths = paths;
    this.#output = output;
    this.#hash = hash;
    this.#size = size;
  }

  /** Begins a part, with what an earlier download of the same file has left. */
  static async claim(target: string, file: CheckedFile): Promise<PartFile> {
    const free = `${target}.${file.md5.slice(0, 8)}.part`;
    const path = `${free.slice(0, -5)}.${thisMachine()}.${process.pid}.${randomBytes(4).toString('hex')}.part`;
    for (const candidate of await abandoned(free)) {
      const claimed = await rename(candidate, path).then(
        () => true,
        () => false,
      );
      if (claimed) break;
    }
    const hash = createHash('md5');
    let size = 0;
    const output = await open(path, 'a');
    for await (const piece of createReadStream(path)) {
      hash.update(piece as Uint8Array);
      size += (piece as Uint8Array).length;
    }
    const part = new PartFile(file, { path, free, target }, output, hash, size);
    // As long as the file or longer, but not the file: nothing can be added to it.
    if (file.size !== undefined && size >= file.size && !part.isWhole()) await part.restart();
    return part;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /** Whether all of the file has come. */
  isWhole(): boolean {
    return this.#md5() === this.#file.md5;
  }

  /** Adds bytes. */
  async append(piece: Uint8Array): Promise<void> {
    await this.#output.writeFile(piece);
    this.#hash.update(piece);
    this.#size += piece.length;
  }

  /** Throws away what has come. */
  async restart(): Promise<void> {
    await this.#output.close();
    this.#output = await open(this.#paths.path, 'w');
    this.#hash = createHash('md5');
    this.#size = 0;
  }

  /** Gives the file its name, if it is whole. */
  async finish(): Promise<void> {
    if (!this.isWhole()) throw new MirrorFailure('CHECKSUM', `expected MD5 ${this.#file.md5}, got ${this.#md5()}`);
    await this.#output.sync();
    await this.#output.close();
    await rename(this.#paths.path, this.#paths.target);
    this.#finished = true;
  }

  /** Leaves what has come, unless it is finished, to whoever goes on with it. */
  async leave(): Promise<void> {
    if (this.#finished) return;
    await this.#output.close();
    const { path, free } = this.#paths;
    const other = await stat(free).catch(() => undefined);
    // One is enough, the longer.
    if (this.#size > (other?.size ?? 0)) await rename(path, free);
    else await rm(path, { force: true });
  }

  #md5(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** Where a part is written to, what it is called when it is given up, and when it is whole. */
interface PartPaths {
  readonly path: string;
  readonly free: string;
  readonly target: string;
}

/** Parts of a file that nobody writes to, the longest first. */
async function abandoned(free: string): Promise<string[]> {
  const folder = dirname(free);
  const prefix = basename(free).slice(0, -4);
  const found: { readonly path: string; readonly size: number }[] = [];
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const { size, mtimeMs } = (await stat(path).catch(() => undefined)) ?? { size: 0, mtimeMs: Infinity };
    const owner = /^(?:(\w+)\.(\d+)\.[0-9a-f]{8}\.)?part$/.exec(name.slice(prefix.length));
    if (!owner || size === 0) continue;
    const [, machine, pid]: readonly (string | undefined)[] = owner;
    const old = Date.now() - mtimeMs > FORGOTTEN;
    const owned = pid !== undefined && (machine === thisMachine() ? lives(Number(pid)) : !old);
    if (!owned) found.push({ path, size });
  }
  return found.toSorted((a, b) => b.size - a.size).map(({ path }) => path);
}

function thisMachine(): string {
  return hostname().replace(/\W/g, '_').slice(0, 40) || 'here';
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It lives, but is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
