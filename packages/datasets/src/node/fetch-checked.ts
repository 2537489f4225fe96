import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckedFile, isWhole } from './checked-file.ts';
import { type DownloadAttempt, DownloadError } from './download-error.ts';
import { MirrorFailure } from './mirror-failure.ts';
import { PartFile } from './part-file.ts';
import { requestPart } from './request-part.ts';

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the file. */
  readonly file: string;
  /** Where it comes from. */
  readonly url: string;
  /** Bytes that are there so far, those of earlier downloads included. */
  readonly received: number;
  /** Bytes that the file has, if that is known. */
  readonly total: number | undefined;
}

/**
 * Hears how far a download is.
 *
 * @param progress - how far it is now
 */
export type ProgressListener = (progress: DownloadProgress) => void;

/** Where to download from, and whom to tell. */
export interface DownloadOptions {
  /** Addresses of folders that hold the file, tried one after the other. */
  readonly mirrors: readonly string[];
  /** Addresses of the file itself, where they do not end in its name; tried after the mirrors. */
  readonly urls?: readonly string[];
  /** Called with every piece that arrives. */
  readonly onProgress?: ProgressListener;
  /** Stops the download. */
  readonly signal?: AbortSignal;
  /** Longest time without a byte before a mirror is given up, in ms. */
  readonly stallTimeout?: number;
  /** Most bytes of a file whose size is not known; 32 GiB if left out. */
  readonly limit?: number;
}

// Less is not worth going round all mirrors again.
const PROGRESS = 2 ** 20;

/**
 * Downloads a file into a folder unless it is there already, and gives its path.
 *
 * The bytes go to a file of its own ending in `.part`; size and MD5 are checked, and only a file that has both gets its
 * name. What has come before a connection broke or the download was stopped is kept, and the next download of the same
 * file goes on from there, whatever mirror it asks. A file of that name that fails the check is replaced. Throws
 * `DownloadError` if no mirror delivers.
 *
 * @param file - name, checksum and size of the file
 * @param folder - where it goes; made if missing
 * @param options - mirrors, progress and limits
 */
export async function fetchChecked(file: CheckedFile, folder: string, options: DownloadOptions): Promise<string> {
  const path = join(folder, file.name);
  if (await isWhole(path, file)) return path;
  await mkdir(folder, { recursive: true });
  const urls = [
    ...options.mirrors.map((mirror) => `${mirror.replace(/\/$/, '')}/${file.name}`),
    ...(options.urls ?? []),
  ];
  const part = await PartFile.claim(path, file);
  const validators = new Map<string, string>();
  let finished = false;
  try {
    // All of it may be there, from a download that was stopped before it checked.
    if (part.md5() === file.md5) {
      await part.finish(path);
      finished = true;
      return path;
    }
    for (;;) {
      const before = part.size;
      const attempts: DownloadAttempt[] = [];
      for (const url of urls) {
        const attempt = await receive(url, file, part, { ...options, validators });
        if (!attempt) {
          await part.finish(path);
          finished = true;
          return path;
        }
        attempts.push(attempt);
      }
      // Mirrors that cannot go on from a byte are asked for the whole.
      if (part.size > 0 && attempts.some(({ problem }) => problem === 'RANGE')) await part.restart();
      // Mirrors whose connections break bring the file in the end, as long as each time brings some of it.
      else if (part.size < before + PROGRESS) throw new DownloadError(file.name, folder, attempts);
    }
  } finally {
    if (!finished) await part.leave();
  }
}

interface ReceiveOptions extends DownloadOptions {
  readonly validators: Map<string, string>;
}

/** Fills the part from a mirror. Gives what went wrong, or nothing. */
async function receive(
  url: string,
  file: CheckedFile,
  part: PartFile,
  options: ReceiveOptions,
): Promise<DownloadAttempt | undefined> {
  // A second time, from the start, if what was there before may be to blame.
  for (;;) {
    let resumed = part.size > 0;
    let begun = false;
    try {
      await append(url, file, part, {
        ...options,
        onBegin: (from) => {
          begun = true;
          resumed = from > 0;
        },
      });
      requireWhole(part, file);
      return undefined;
    } catch (error) {
      if (!(error instanceof MirrorFailure)) throw error;
      const { problem, message } = error;
      // What came before a connection broke is good as far as one knows; what failed a check is not.
      const suspect = begun && (problem === 'SIZE' || problem === 'CHECKSUM');
      if (suspect) await part.restart();
      if (!suspect || !resumed) return { url, problem, reason: message };
    }
  }
}

interface AppendOptions extends ReceiveOptions {
  /** Hears from which byte on the mirror sends. */
  readonly onBegin: (from: number) => void;
}

async function append(url: string, file: CheckedFile, part: PartFile, options: AppendOptions): Promise<void> {
  const { validators, signal, stallTimeout = 30_000, onProgress, onBegin, limit = 2 ** 35 } = options;
  const { name, size } = file;
  const most = size ?? limit;
  let total = size;
  const request = {
    url,
    from: part.size,
    validator: validators.get(url),
    stallTimeout,
    size,
    ...(signal && { signal }),
  };
  const pieces = requestPart(request, async (answer) => {
    // Before anything is thrown away for it: it has another file, or a page in its place.
    if (size !== undefined && answer.total !== undefined && answer.total !== size) {
      throw new MirrorFailure('SIZE', `expected ${size} bytes, got ${answer.total}`);
    }
    onBegin(answer.from);
    if (answer.validator !== undefined) validators.set(url, answer.validator);
    if (answer.from === 0 && part.size > 0) await part.restart();
    total ??= answer.total;
  });
  for await (const piece of pieces) {
    if (part.size + piece.length > most) {
      const allowed = size === undefined ? 'at most ' : '';
      throw new MirrorFailure('SIZE', `expected ${allowed}${most} bytes, got at least ${part.size + piece.length}`);
    }
    await part.append(piece);
    onProgress?.({ file: name, url, received: part.size, total });
  }
}

function requireWhole(part: PartFile, file: CheckedFile): void {
  if (file.size !== undefined && part.size !== file.size) {
    throw new MirrorFailure('SIZE', `expected ${file.size} bytes, got ${part.size}`);
  }
  const md5 = part.md5();
  if (md5 !== file.md5) throw new MirrorFailure('CHECKSUM', `expected MD5 ${file.md5}, got ${md5}`);
}
