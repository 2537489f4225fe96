import { createHash } from 'node:crypto';
import type { FileFolder } from '../file-folder.ts';
import type { RandomAccess } from '../random-access.ts';
import type { SetFiles } from './set-files.ts';

/** What a file of a data set was found to be. */
export interface VerifiedFile {
  /** Its path in the folder of the data set. */
  readonly file: string;
  /** Whether it is the published one; `unknown` where no checksum of it is published. */
  readonly state: 'whole' | 'damaged' | 'missing' | 'unknown';
  /** What it should have and what it has, if that is not the same. */
  readonly reason?: string;
}

// Read at once.
const PIECE = 2 ** 22;

/**
 * Checks the files of a data set: against the sizes and checksums that are published, and against `SHA256SUMS` or
 * `SHA256SUMS.txt` where such a list lies in the folder.
 *
 * @param files - the data set, one of `knownFiles`
 * @param folder - its folder
 */
export async function verifySet(files: SetFiles, folder: FileFolder): Promise<readonly VerifiedFile[]> {
  const verified: VerifiedFile[] = [];
  for (const { name, size, md5, unpacked } of files.downloads) {
    const content = unpacked?.md5 === undefined ? [] : [{ name: unpacked.name, md5: unpacked.md5 }];
    const wanted = [{ name, md5, ...(size === undefined ? {} : { size }) }, ...content];
    const there = wanted.filter((file) => folder.paths.includes(file.name));
    for (const file of there) verified.push(await check(folder, file.name, file));
    if (there.length === 0) verified.push({ file: name, state: 'missing' });
  }
  const list = folder.paths.find((path) => /^[A-Z0-9]*SUMS(\.txt)?$/i.test(path));
  if (list !== undefined) verified.push(...(await checkList(folder, list)));
  if (files.listSha256 !== undefined) verified.push(await checkAll(files, folder, files.listSha256));
  // Without any checksum there is still something to say.
  if (verified.every(({ state }) => state === 'missing')) {
    const held = folder.paths.filter((path) => files.holds.test(path));
    verified.push(...held.map((file): VerifiedFile => ({ file, state: 'unknown' })));
  }
  return verified;
}

interface Expected {
  readonly size?: number;
  readonly md5?: string;
  readonly sha256?: string;
}

async function check(folder: FileFolder, path: string, { size, md5, sha256 }: Expected): Promise<VerifiedFile> {
  const file = await folder.open(path);
  if (size !== undefined && file.size !== size) {
    return { file: path, state: 'damaged', reason: `expected ${size} bytes, got ${file.size}` };
  }
  const [algorithm, expected] = md5 === undefined ? ['sha256', sha256] : ['md5', md5];
  const got = await digestOf(file, algorithm as 'md5' | 'sha256');
  if (got === expected) return { file: path, state: 'whole' };
  const reason = `expected ${algorithm === 'md5' ? 'MD5' : 'SHA-256'} ${expected}, got ${got}`;
  return { file: path, state: 'damaged', reason };
}

/** Checks every file that a list of SHA-256 names. */
async function checkList(folder: FileFolder, list: string): Promise<VerifiedFile[]> {
  const file = await folder.open(list);
  const text = new TextDecoder().decode(await file.read(0, file.size));
  const verified: VerifiedFile[] = [];
  for (const [, sha256, path] of text.matchAll(/^([0-9a-f]{64}) [ *]?(.+)$/gm)) {
    if (sha256 === undefined || path === undefined) continue;
    verified.push(
      folder.paths.includes(path) ? await check(folder, path, { sha256 }) : { file: path, state: 'missing' },
    );
  }
  return verified;
}

/** Checks all files of a set at once: the checksum of the list of their checksums. */
async function checkAll(files: SetFiles, folder: FileFolder, expected: string): Promise<VerifiedFile> {
  const held = folder.paths.filter((path) => files.holds.test(path));
  const lines: string[] = [];
  for (const path of held)
    lines.push(`${await digestOf(await folder.open(path), 'sha256')}  ${path.split('/').at(-1)}`);
  const got = createHash('sha256')
    .update(lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n'))
    .digest('hex');
  const file = `${held.length} files together`;
  if (got === expected) return { file, state: 'whole' };
  return { file, state: 'damaged', reason: `expected SHA-256 ${expected} of their list, got ${got}` };
}

async function digestOf(file: RandomAccess, algorithm: 'md5' | 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  for (let at = 0; at < file.size; at += PIECE) hash.update(await file.read(at, PIECE));
  return hash.digest('hex');
}
