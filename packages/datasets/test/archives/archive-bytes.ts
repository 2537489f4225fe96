import { crc32, deflateRawSync } from 'node:zlib';
import { concat, textBytes, u32 } from '../formats/file-bytes.ts';

const u16 = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);

/** A file for an archive, and what is wrong with it. */
export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly stored?: boolean;
  /** Size that the directory announces, if another. */
  readonly size?: number;
  readonly checksum?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Mode of Unix, in the upper half of the attributes. */
  readonly mode?: number;
  /** Whether sizes and offset stand in 64 bits. */
  readonly wide?: boolean;
}

/** A zip archive, its directory as an archiver writes it. */
export function zipBytes(files: readonly ZipFile[], { comment = '', wide = false } = {}): Uint8Array {
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const { content, stored = false, flags = 0, mode } = file;
    const name = textBytes(file.name);
    const packed = stored ? content : new Uint8Array(deflateRawSync(content));
    const method = file.method ?? (stored ? 0 : 8);
    const checksum = file.checksum ?? crc32(content);
    const size = file.size ?? content.length;
    const local = concat(
      u32(0x04034b50),
      u16(20, flags, method, 0, 0),
      u32(checksum, packed.length, size),
      u16(name.length, 3),
      name,
      [9, 9, 9],
      packed,
    );
    const extra = file.wide ? concat(u16(7, 2), [1, 2], u16(1, 24), u32(size, 0, packed.length, 0, at, 0)) : [];
    const shown = (value: number): number => (file.wide ? 0xffffffff : value);
    directory.push(
      concat(
        u32(0x02014b50),
        u16(mode === undefined ? 20 : 0x0314, 20, flags, method, 0, 0),
        u32(checksum, shown(packed.length), shown(size)),
        u16(name.length, extra.length, 0, 0, 0),
        u32(((mode ?? 0) << 16) >>> 0, shown(at)),
        name,
        extra,
      ),
    );
    bodies.push(local);
    at += local.length;
  }
  const entries = concat(...directory);
  const end = at + entries.length;
  const wideEnd = concat(
    u32(0x06064b50, 44, 0),
    u16(45, 45),
    u32(0, 0, files.length, 0, files.length, 0, entries.length, 0, at, 0),
    u32(0x07064b50, 0, end, 0, 1),
  );
  return concat(
    ...bodies,
    entries,
    wide ? wideEnd : [],
    u32(0x06054b50),
    u16(0, 0, ...(wide ? [0xffff, 0xffff] : [files.length, files.length])),
    wide ? u32(0xffffffff, 0xffffffff) : u32(entries.length, at),
    u16(comment.length),
    textBytes(comment),
  );
}

/** An entry for a tar archive. */
export interface TarFile {
  readonly name: string;
  readonly content?: Uint8Array;
  readonly flag?: string;
  readonly prefix?: string;
  /** Size that the header announces, if another. */
  readonly size?: number;
}

/** A header and content, filled up to blocks of 512 bytes. */
export function tarEntry({
  name,
  content = new Uint8Array(0),
  flag = '0',
  prefix = '',
  size = content.length,
}: TarFile): Uint8Array {
  const block = new Uint8Array(512);
  const put = (at: number, text: string): void => block.set(textBytes(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  put(156, flag);
  put(257, 'ustar\x0000');
  put(345, prefix);
  put(148, '        ');
  put(
    148,
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
  );
  return concat(block, content, new Uint8Array((512 - (content.length % 512)) % 512));
}

/** A note of pax: a key and its value. */
export function paxNote(key: string, value: string): Uint8Array {
  const body = ` ${key}=${value}\n`;
  let length = textBytes(body).length + 1;
  while (String(length).length + textBytes(body).length !== length) length++;
  return textBytes(`${length}${body}`);
}

/** A tar archive with its end. */
export function tarBytes(...files: readonly TarFile[]): Uint8Array {
  return concat(...files.map(tarEntry), new Uint8Array(1024));
}

/** Bytes as they come from a disk or network. */
export async function* inPieces(bytes: Uint8Array, length = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) {
    await Promise.resolve();
    yield bytes.subarray(at, at + length);
  }
}
