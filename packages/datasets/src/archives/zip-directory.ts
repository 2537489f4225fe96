import type { RandomAccess } from '../random-access.ts';
import { Section } from '../section.ts';
import { type ArchiveLimits, allLimits } from './archive-limits.ts';
import { checkedName } from './entry-name.ts';

/** A file in a zip archive. */
export interface ZipEntry {
  /** Its path in the archive, with slashes between folders; it never leads out of the folder it is unpacked in. */
  readonly path: string;
  /** Bytes that it has when unpacked, as the archive says. */
  readonly size: number;
  /** Bytes that it takes in the archive. */
  readonly packedSize: number;
  /** How it is packed: 0 not at all, 8 deflate. */
  readonly method: number;
  /** CRC-32 of its content. */
  readonly checksum: number;
  /** Where its header lies in the archive. */
  readonly header: number;
}

const texts = { truncated: 'ZIP_TRUNCATED', advice: 'The archive is incomplete or damaged: get it again.' } as const;

/**
 * A part of an archive, as far as there is any.
 *
 * @internal
 */
export async function zipSection(file: RandomAccess, offset: number, length: number): Promise<Section> {
  const end = Math.min(offset + length, file.size);
  const bytes = end > offset ? await file.read(offset, end - offset) : new Uint8Array(0);
  return new Section(file.name, offset, bytes, texts);
}

const END = 22;
const LONGEST_COMMENT = 65535;
const ENTRY = 46;
const WIDE = 0xffffffff;

/**
 * Reads the directory at the end of a zip archive. Folders are left out.
 *
 * @internal
 */
export async function readDirectory(file: RandomAccess, given: ArchiveLimits): Promise<ZipEntry[]> {
  const limits = allLimits(given);
  const { offset, length, count, end } = await findDirectory(file);
  if (count > limits.entries) end.refuse('ARCHIVE_TOO_LARGE', 10, `at most ${limits.entries} files`, `${count}`);
  if (offset + length > end.start)
    end.refuse('ZIP_DIRECTORY', 12, 'a directory before its end', `byte ${offset + length}`);
  const directory = await zipSection(file, offset, length);
  const entries: ZipEntry[] = [];
  let total = 0;
  let at = 0;
  for (let e = 0; e < count; e++) {
    if (directory.u32(at) !== 0x02014b50)
      directory.refuse('ZIP_DIRECTORY', at, `entry ${e} of ${count}`, 'other bytes');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.u16(at + field));
    const path = pathOf(directory, at, nameLength);
    if (path !== undefined) {
      const entry = { path, ...numbersOf(directory, at, nameLength, extraLength) };
      total += entry.size;
      if (entry.size > limits.entrySize || total > limits.totalSize) {
        const allowed = `at most ${limits.entrySize} bytes in a file, ${limits.totalSize} in all`;
        directory.refuse('ARCHIVE_TOO_LARGE', at + 24, allowed, `${entry.size} and ${total}`);
      }
      if (entry.header + 30 + entry.packedSize > offset) {
        directory.refuse(
          'ZIP_DIRECTORY',
          at + 42,
          `a file before byte ${offset}`,
          `byte ${entry.header + entry.packedSize}`,
        );
      }
      entries.push(entry);
    }
    at += ENTRY + nameLength + extraLength + commentLength;
  }
  refuseOverlap(directory, entries);
  return entries;
}

interface Directory {
  readonly offset: number;
  readonly length: number;
  readonly count: number;
  readonly end: Section;
}

async function findDirectory(file: RandomAccess): Promise<Directory> {
  const start = Math.max(0, file.size - END - LONGEST_COMMENT);
  const tail = await zipSection(file, start, file.size - start);
  for (let at = tail.length - END; at >= 0; at--) {
    if (tail.bytes[at] !== 0x50 || tail.u32(at) !== 0x06054b50) continue;
    // The comment reaches to the end of the file, or the four bytes are its own.
    if (at + END + tail.u16(at + 20) !== tail.length) continue;
    const end = tail.part(at, END);
    if (end.u16(4) !== 0 && end.u16(4) !== 0xffff) end.refuse('ZIP_UNSUPPORTED', 4, 'one volume', 'several');
    const plain = { offset: end.u32(16), length: end.u32(12), count: end.u16(10), end };
    return plain.offset === WIDE || plain.length === WIDE || plain.count === 0xffff ? wideDirectory(file, end) : plain;
  }
  return tail.refuse('ZIP_TRUNCATED', tail.length, 'the directory that ends a zip archive', 'none');
}

/** The directory of an archive that is too large for numbers of 32 bits. */
async function wideDirectory(file: RandomAccess, end: Section): Promise<Directory> {
  const locator = await zipSection(file, Math.max(0, end.start - 20), 20);
  if (locator.u32(0) !== 0x07064b50)
    locator.refuse('ZIP_DIRECTORY', 0, 'where the directory of 64 bits is', 'other bytes');
  const wide = await zipSection(file, locator.u64(8), 56);
  if (wide.u32(0) !== 0x06064b50) wide.refuse('ZIP_DIRECTORY', 0, 'the end of a directory of 64 bits', 'other bytes');
  return { offset: wide.u64(48), length: wide.u64(40), count: wide.u64(32), end: wide };
}

/** The path of an entry; none for a folder. */
function pathOf(directory: Section, at: number, length: number): string | undefined {
  const name = new TextDecoder().decode(directory.part(at + ENTRY, length).bytes);
  const checked = checkedName(name);
  if ('problem' in checked) {
    return directory.refuse('ARCHIVE_PATH', at + ENTRY, 'names below the folder of the archive', checked.problem);
  }
  // Unix, which keeps the kind of a file in the upper half of its attributes: 8 is a file, 4 a folder, 10 a link.
  const kind = directory.u8(at + 5) === 3 ? directory.u16(at + 40) >> 12 : 0;
  if (kind !== 0 && kind !== 8 && kind !== 4) {
    directory.refuse('ARCHIVE_KIND', at + 38, 'files and folders only', `${name}, a link or device`);
  }
  return kind === 4 || name.endsWith('/') || checked.path === '' ? undefined : checked.path;
}

function numbersOf(directory: Section, at: number, nameLength: number, extraLength: number): Omit<ZipEntry, 'path'> {
  const flags = directory.u16(at + 8);
  if (flags & 1) directory.refuse('ZIP_UNSUPPORTED', at + 8, 'files without a password', 'one with a password');
  const method = directory.u16(at + 10);
  if (method !== 0 && method !== 8) {
    directory.refuse('ZIP_UNSUPPORTED', at + 10, 'files packed by method 0 or 8 (deflate)', `method ${method}`);
  }
  let [packedSize, size, header] = [20, 24, 42].map((field) => directory.u32(at + field));
  if (size === WIDE || packedSize === WIDE || header === WIDE) {
    // In this order, those alone that do not fit above.
    const wide = wideFields(directory.part(at + ENTRY + nameLength, extraLength));
    let field = 0;
    if (size === WIDE) size = wide.u64(8 * field++);
    if (packedSize === WIDE) packedSize = wide.u64(8 * field++);
    if (header === WIDE) header = wide.u64(8 * field);
  }
  if (method === 0 && size !== packedSize) {
    directory.refuse('ZIP_ENTRY', at + 24, `${packedSize} bytes, as stored`, `${size}`);
  }
  return { size, packedSize, header, method, checksum: directory.u32(at + 16) };
}

function wideFields(extra: Section): Section {
  for (let at = 0; at < extra.length; at += 4 + extra.u16(at + 2)) {
    if (extra.u16(at) === 1) return extra.part(at + 4, extra.u16(at + 2));
  }
  return extra.refuse('ZIP_DIRECTORY', 0, 'sizes of 64 bits', 'none');
}

/** Files that share bytes make a bomb out of few, and files that share a name overwrite one another. */
function refuseOverlap(directory: Section, entries: readonly ZipEntry[]): void {
  const names = new Set<string>();
  let end = 0;
  for (const { path, header, packedSize } of entries.toSorted((a, b) => a.header - b.header)) {
    if (header < end) directory.refuse('ZIP_DIRECTORY', 0, 'files beside one another', `${path} within another`);
    end = header + 30 + packedSize;
    // Some systems do not tell small letters from capital ones.
    const name = path.toLowerCase();
    if (names.has(name)) directory.refuse('ARCHIVE_PATH', 0, 'every name once', `${path} twice`);
    names.add(name);
  }
}
