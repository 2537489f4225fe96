import { Section } from '../section.ts';
import { type ArchiveLimits, allLimits } from './archive-limits.ts';
import { ByteQueue } from './byte-queue.ts';
import { InflateError, inflateStream } from './inflate.ts';
import { readPax, readTarHeader, type TarHeader, tarPath, textAt } from './tar-header.ts';

/** A file in a tar archive. */
export interface TarEntry {
  /** Its path in the archive, with slashes between folders; it never leads out of the folder it is unpacked in. */
  readonly path: string;
  /** Its size in bytes. */
  readonly size: number;
  /** Its content, to be taken before the next file; left out if it is not. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** What a tar archive is, and how large it may become. */
export interface TarOptions {
  /** Its name, for errors. */
  readonly file: string;
  /** Whether it is packed by gzip. */
  readonly gzip: boolean;
  /** How much it may hold. */
  readonly limits?: ArchiveLimits;
}

const BLOCK = 512;
const LONGEST_NOTE = 2 ** 16;
const texts = { truncated: 'TAR_TRUNCATED', advice: 'The archive is incomplete or damaged: get it again.' } as const;

/**
 * Goes through the files of a tar archive in one pass; folders are left out. Names that lead out of the folder, links,
 * devices, and more bytes than the limits allow are refused with a `DataFileError`.
 *
 * @param bytes - the archive, piece by piece
 * @param options - its name, whether it is packed, and how large it may become
 */
export async function* readTar(bytes: AsyncIterable<Uint8Array>, options: TarOptions): AsyncGenerator<TarEntry> {
  const { file, gzip } = options;
  const queue = new ByteQueue(gzip ? gunzipped(file, bytes) : bytes);
  try {
    yield* entriesOf(queue, file, allLimits(options.limits ?? {}));
  } finally {
    await queue.close();
  }
}

async function* gunzipped(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let taken = 0;
  try {
    for await (const piece of inflateStream('gzip', bytes)) {
      taken += piece.length;
      yield piece;
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    new Section(file, taken, new Uint8Array(0), texts).refuse('GZIP_CORRUPT', 0, 'sound data', error.message);
  }
}

async function* entriesOf(queue: ByteQueue, file: string, limits: Required<ArchiveLimits>): AsyncGenerator<TarEntry> {
  let notes: { path?: string; size?: number } = {};
  let entries = 0;
  let total = 0;
  for (;;) {
    const block = new Section(file, queue.taken, await queue.take(BLOCK), texts);
    block.need(0, BLOCK);
    // Blocks of zeros end the archive; what comes after them is drained for the checksum of gzip.
    if (block.bytes.every((byte) => byte === 0)) break;
    const header = readTarHeader(block);
    if (++entries > limits.entries) block.refuse('ARCHIVE_TOO_LARGE', 0, `at most ${limits.entries} entries`, 'more');
    if (header.kind !== 'file' && header.kind !== 'folder') {
      notes = { ...notes, ...(await readNotes(queue, block, header)) };
      continue;
    }
    const path = tarPath(block, notes.path ?? header.name);
    const size = header.kind === 'folder' ? 0 : (notes.size ?? header.size);
    notes = {};
    total += size;
    if (size > limits.entrySize || total > limits.totalSize) {
      const allowed = `at most ${limits.entrySize} bytes in a file, ${limits.totalSize} in all`;
      block.refuse('ARCHIVE_TOO_LARGE', 124, allowed, `${size} and ${total}`);
    }
    const body = new Body(queue, file, size);
    if (header.kind === 'file') yield { path, size, pieces: body.pieces() };
    await body.skip();
  }
  let rest = 0;
  for (let piece = await queue.some(BLOCK); piece.length > 0; piece = await queue.some(2 ** 16)) {
    rest += piece.length;
    // Tar fills up to records of 10 KiB, or as many MiB on tapes.
    if (rest > 2 ** 26) {
      new Section(file, queue.taken, piece, texts).refuse(
        'ARCHIVE_TOO_LARGE',
        0,
        'the end of the archive',
        'more bytes',
      );
    }
  }
}

async function readNotes(
  queue: ByteQueue,
  block: Section,
  header: TarHeader,
): Promise<{ path?: string; size?: number }> {
  const { kind, size } = header;
  if (size > LONGEST_NOTE) block.refuse('TAR_HEADER', 124, `a note of at most ${LONGEST_NOTE} bytes`, `${size}`);
  const body = new Section(block.file, queue.taken, await queue.take(Math.ceil(size / BLOCK) * BLOCK), texts);
  const note = body.part(0, size);
  if (kind === 'long-name') return { path: textAt(note, 0, size) };
  const found = readPax(note);
  if (kind === 'pax') return found;
  // A note about all files that names one or sizes it is none that a program writes.
  if (found.path !== undefined || found.size !== undefined)
    note.refuse('TAR_HEADER', 0, 'no name for all files', 'one');
  return {};
}

/** The content of an entry, with what fills it up to whole blocks. */
class Body {
  readonly #queue: ByteQueue;
  readonly #file: string;
  #left: number;
  #padding: number;

  constructor(queue: ByteQueue, file: string, size: number) {
    this.#queue = queue;
    this.#file = file;
    this.#left = size;
    this.#padding = Math.ceil(size / BLOCK) * BLOCK - size;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    while (this.#left > 0) {
      const piece = await this.#queue.some(this.#left);
      if (piece.length === 0) new Section(this.#file, this.#queue.taken, piece, texts).need(0, this.#left);
      this.#left -= piece.length;
      yield piece;
    }
  }

  async skip(): Promise<void> {
    this.#left += this.#padding;
    this.#padding = 0;
    for await (const _ of this.pieces());
  }
}
