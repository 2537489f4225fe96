import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGzip, deflateRawSync } from 'node:zlib';

/** A file for an archive. */
export interface ArchivedFile {
  /** Its path in the archive. */
  readonly name: string;
  /** Its bytes. */
  readonly content: Uint8Array;
}

const u16 = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const u32 = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

/** A zip archive in pieces, each file packed by itself. @param files - what goes into it */
export function* zipPieces(files: Iterable<ArchivedFile>): Generator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let [at, length] = [0, 0];
  for (const { name, content } of files) {
    const packed = deflateRawSync(content);
    const sizes = u32(crc32(content), packed.length, content.length);
    const path = Buffer.from(name);
    const local = Buffer.concat([u32(0x04034b50), u16(20, 0, 8, 0, 0), sizes, u16(path.length, 0), path, packed]);
    const flags = u16(20, 20, 0, 8, 0, 0);
    const entry = Buffer.concat([u32(0x02014b50), flags, sizes, u16(path.length, 0, 0, 0, 0), u32(0, at), path]);
    directory.push(entry);
    yield local;
    at += local.length;
    length += entry.length;
  }
  yield* directory;
  const count = directory.length;
  yield Buffer.concat([u32(0x06054b50), u16(0, 0, count, count), u32(length, at), u16(0)]);
}

/** A tar archive in pieces. @param files - what goes into it */
export function* tarPieces(files: Iterable<ArchivedFile>): Generator<Uint8Array> {
  for (const { name, content } of files) {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        0', 148);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    yield header;
    yield content;
    yield Buffer.alloc((512 - (content.length % 512)) % 512);
  }
  yield Buffer.alloc(1024);
}

/** Packs pieces into a gzip file. @param path - where it goes @param pieces - what goes into it */
export function writeGzip(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  return pipeline(Readable.from(pieces), createGzip({ level: 6 }), createWriteStream(path));
}
