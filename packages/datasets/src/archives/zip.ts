import type { RandomAccess } from '../random-access.ts';
import type { ArchiveLimits } from './archive-limits.ts';
import { crc32 } from './crc32.ts';
import { inflate, InflateError, inflateStream } from './inflate.ts';
import { readDirectory, type ZipEntry, zipSection } from './zip-directory.ts';
import type { Section } from '../section.ts';

/** A zip archive: any of its files can be read without the others. */
export interface ZipArchive {
  /** Its files, in the order of the directory, without folders. */
  readonly entries: readonly ZipEntry[];
  /**
   * Unpacks a file in memory.
   *
   * @param entry - one of the files
   */
  read(entry: ZipEntry): Promise<Uint8Array>;
  /**
   * Unpacks a file piece by piece: for files that are larger than memory. The checksum is checked at the end.
   *
   * @param entry - one of the files
   */
  stream(entry: ZipEntry): AsyncGenerator<Uint8Array>;
}

const HEADER = 30;
const PIECE = 2 ** 18;

/**
 * Opens a zip archive: files that are stored or deflated, in archives of any size. Names that lead out of the folder,
 * links, passwords, files within others, and more bytes than the limits allow or a file announces are refused with a
 * `DataFileError`.
 *
 * @param file - the archive
 * @param limits - how much it may hold
 */
export async function openZip(file: RandomAccess, limits: ArchiveLimits = {}): Promise<ZipArchive> {
  const entries = await readDirectory(file, limits);
  return {
    entries,
    async read(entry) {
      const header = await localHeader(file, entry);
      const packed = await zipSection(file, dataOf(header), entry.packedSize);
      packed.need(0, entry.packedSize);
      const { bytes, failure } =
        entry.method === 0
          ? { bytes: packed.bytes, failure: undefined }
          : await inflate('deflate-raw', packed.bytes, entry.size);
      if (failure !== undefined) packed.refuse('ZIP_ENTRY', 0, `${entry.size} bytes of ${entry.path}`, failure);
      requireWhole(header, entry, { size: bytes.length, checksum: crc32(bytes) });
      return bytes;
    },
    async *stream(entry) {
      const header = await localHeader(file, entry);
      let size = 0;
      let checksum = 0;
      const packed = piecesOf(file, dataOf(header), entry.packedSize);
      try {
        for await (const piece of entry.method === 0 ? packed : inflateStream('deflate-raw', packed)) {
          size += piece.length;
          if (size > entry.size) requireWhole(header, entry, { size, checksum });
          checksum = crc32(piece, checksum);
          yield piece;
        }
      } catch (error) {
        if (!(error instanceof InflateError)) throw error;
        header.refuse('ZIP_ENTRY', 0, `${entry.size} bytes of ${entry.path}`, error.message);
      }
      requireWhole(header, entry, { size, checksum });
    },
  };
}

async function localHeader(file: RandomAccess, entry: ZipEntry): Promise<Section> {
  const header = await zipSection(file, entry.header, HEADER);
  if (header.u32(0) !== 0x04034b50) header.refuse('ZIP_ENTRY', 0, `the header of ${entry.path}`, 'other bytes');
  return header;
}

/** Where the bytes of a file begin: its name stands before them, and may be of another length than in the directory. */
function dataOf(header: Section): number {
  return header.start + HEADER + header.u16(26) + header.u16(28);
}

function requireWhole(
  header: Section,
  entry: ZipEntry,
  got: { readonly size: number; readonly checksum: number },
): void {
  const { path, size, checksum } = entry;
  if (got.size !== size) header.refuse('ZIP_ENTRY', 22, `${size} bytes of ${path}`, `${got.size} or more`);
  if (got.checksum !== checksum) {
    header.refuse('ZIP_ENTRY', 14, `CRC-32 ${checksum.toString(16)} of ${path}`, got.checksum.toString(16));
  }
}

async function* piecesOf(file: RandomAccess, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE) {
    const piece = await zipSection(file, start + at, Math.min(PIECE, length - at));
    piece.need(0, Math.min(PIECE, length - at));
    yield piece.bytes;
  }
}
