import { checkedName } from './entry-name.ts';
import type { Section } from '../section.ts';

/** The header of an entry of a tar archive. */
export interface TarHeader {
  /** What it is: a file, a folder, or a note about the next entry. */
  readonly kind: 'file' | 'folder' | 'pax' | 'global' | 'long-name';
  /** Its name as it stands there. */
  readonly name: string;
  /** Bytes that follow. */
  readonly size: number;
}

const kinds: ReadonlyMap<string, TarHeader['kind']> = new Map([
  ['0', 'file'],
  ['\0', 'file'],
  ['7', 'file'],
  ['5', 'folder'],
  ['x', 'pax'],
  ['g', 'global'],
  ['L', 'long-name'],
]);

/**
 * Reads a header block of 512 bytes.
 *
 * @internal
 */
export function readTarHeader(block: Section): TarHeader {
  let sum = 0;
  // The checksum counts itself as spaces.
  for (let at = 0; at < 512; at++) sum += at >= 148 && at < 156 ? 32 : block.bytes[at];
  if (octal(block, 148, 8) !== sum) block.refuse('TAR_HEADER', 148, `checksum ${sum}`, 'another');
  const flag = block.latin1(156, 1);
  const kind = kinds.get(flag);
  const name = textAt(block, 0, 100);
  if (!kind) {
    return block.refuse(
      'ARCHIVE_KIND',
      156,
      'files and folders only',
      `${JSON.stringify(name)} of type ${JSON.stringify(flag)}`,
    );
  }
  const prefix = block.latin1(257, 6) === 'ustar\0' ? textAt(block, 345, 155) : '';
  return { kind, name: prefix ? `${prefix}/${name}` : name, size: kind === 'folder' ? 0 : sizeOf(block) };
}

/**
 * The path of an entry, which must lie below the folder of the archive.
 *
 * @internal
 */
export function tarPath(block: Section, name: string): string {
  const checked = checkedName(name);
  if ('path' in checked) return checked.path;
  return block.refuse('ARCHIVE_PATH', 0, 'names below the folder of the archive', checked.problem);
}

/** What the notes before an entry say of it. */
export interface PaxNotes {
  /** Its name. */
  readonly path?: string;
  /** Its size. */
  readonly size?: number;
}

/**
 * Reads the notes of a pax header: lines `length key=value`.
 *
 * @internal
 */
export function readPax(notes: Section): PaxNotes {
  let found: PaxNotes = {};
  for (let at = 0; at < notes.length;) {
    const head = /^(\d{1,6}) ([^=]{1,200})=/.exec(new TextDecoder('latin1').decode(notes.bytes.subarray(at, at + 220)));
    const length = Number(head?.[1]);
    if (!head || length <= head[0].length || at + length > notes.length || notes.bytes[at + length - 1] !== 0x0a) {
      return notes.refuse('TAR_HEADER', at, 'a note: length, key and value', 'other bytes');
    }
    const value = new TextDecoder().decode(notes.bytes.subarray(at + head[0].length, at + length - 1));
    if (head[2] === 'path') found = { ...found, path: value };
    if (head[2] === 'size') {
      if (!/^\d{1,15}$/.test(value)) notes.refuse('TAR_HEADER', at, 'a size', JSON.stringify(value.slice(0, 20)));
      found = { ...found, size: Number(value) };
    }
    if (head[2].startsWith('GNU.sparse')) notes.refuse('ARCHIVE_KIND', at, 'files and folders only', 'a sparse file');
    at += length;
  }
  return found;
}

/**
 * Text up to its end or a zero.
 *
 * @internal
 */
export function textAt(section: Section, at: number, length: number): string {
  const bytes = section.part(at, length).bytes;
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function sizeOf(block: Section): number {
  // GNU tar writes sizes of 8 GiB and more in base 256, marked by the first bit.
  if ((block.u8(124) & 0x80) === 0) return octal(block, 124, 12);
  let size = block.u8(124) & 0x7f;
  for (let at = 125; at < 136; at++) size = size * 256 + block.u8(at);
  return Number.isSafeInteger(size) ? size : block.refuse('TAR_HEADER', 124, 'a size below 2⁵³', `about ${size}`);
}

function octal(block: Section, at: number, length: number): number {
  const text = textAt(block, at, length).trim();
  if (!/^[0-7]{1,12}$/.test(text)) block.refuse('TAR_HEADER', at, 'an octal number', JSON.stringify(text));
  return Number.parseInt(text, 8);
}
