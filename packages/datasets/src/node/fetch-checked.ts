import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckedFile, isWhole } from './checked-file.ts';
import { type DownloadAttempt, DownloadError } from './download-error.ts';

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the file. */
  readonly file: string;
  /** Where it comes from. */
  readonly url: string;
  /** Bytes received from there so far. */
  readonly received: number;
  /** Bytes that the file has. */
  readonly total: number;
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
  /** Called with every piece that arrives. */
  readonly onProgress?: ProgressListener;
  /** Stops the download. */
  readonly signal?: AbortSignal;
  /** Longest time without a byte before a mirror is given up, in ms. */
  readonly stallTimeout?: number;
}

/** One mirror failed; the next is tried. */
class MirrorFailure extends Error {
  readonly problem: DownloadAttempt['problem'];

  constructor(problem: DownloadAttempt['problem'], reason: string) {
    super(reason);
    this.problem = problem;
  }
}

/**
 * Downloads a file into a folder unless it is there already, and gives its path.
 *
 * The bytes go to a file of its own ending in `.part`; size and MD5 are checked while they come, and only a file that has both gets
 * its name. A file of that name that fails the check is replaced. Throws `DownloadError` if no mirror delivers.
 *
 * @param file - name, size and checksum of the file
 * @param folder - where it goes; made if missing
 * @param options - mirrors, progress and limits
 */
export async function fetchChecked(file: CheckedFile, folder: string, options: DownloadOptions): Promise<string> {
  const path = join(folder, file.name);
  if (await isWhole(path, file)) return path;
  await mkdir(folder, { recursive: true });
  // A name of its own: two processes that download the same file do not write into one another's.
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  const attempts: DownloadAttempt[] = [];
  for (const mirror of options.mirrors) {
    const url = `${mirror.replace(/\/$/, '')}/${file.name}`;
    try {
      await receive(url, file, part, options);
      await rename(part, path);
      return path;
    } catch (error) {
      if (!(error instanceof MirrorFailure)) throw error;
      attempts.push({ url, problem: error.problem, reason: error.message });
    } finally {
      await rm(part, { force: true });
    }
  }
  throw new DownloadError(file.name, folder, attempts);
}

async function receive(url: string, file: CheckedFile, part: string, options: DownloadOptions): Promise<void> {
  const hash = createHash('md5');
  let received = 0;
  const output = await open(part, 'w');
  try {
    for await (const piece of piecesOf(url, file, options)) {
      received += piece.length;
      if (received > file.size)
        throw new MirrorFailure('SIZE', `expected ${file.size} bytes, got at least ${received}`);
      hash.update(piece);
      await output.writeFile(piece);
      options.onProgress?.({ file: file.name, url, received, total: file.size });
    }
    await output.sync();
  } finally {
    await output.close();
  }
  if (received < file.size) throw new MirrorFailure('SIZE', `expected ${file.size} bytes, got ${received}`);
  const md5 = hash.digest('hex');
  if (md5 !== file.md5) throw new MirrorFailure('CHECKSUM', `expected MD5 ${file.md5}, got ${md5}`);
}

/** What a mirror sends. Its failures become a reason to try the next mirror; the user's own abort does not. */
async function* piecesOf(url: string, file: CheckedFile, options: DownloadOptions): AsyncGenerator<Uint8Array> {
  const { signal, stallTimeout = 30_000 } = options;
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(), stallTimeout);
  const either = AbortSignal.any(signal ? [signal, stall.signal] : [stall.signal]);
  let received = 0;
  try {
    // A server that packs the transfer would have fetch unpack it, and other bytes come out.
    const response = await fetch(url, { signal: either, headers: { 'accept-encoding': 'identity' } });
    if (!response.ok) throw new MirrorFailure('STATUS', `answered ${response.status} ${response.statusText}`.trimEnd());
    for await (const piece of response.body ?? []) {
      received += piece.length;
      timer.refresh();
      yield piece;
    }
  } catch (error) {
    if (error instanceof MirrorFailure) throw error;
    signal?.throwIfAborted();
    const after = `after ${received} of ${file.size} bytes`;
    if (stall.signal.aborted) throw new MirrorFailure('STALLED', `nothing for ${stallTimeout} ms ${after}`);
    throw new MirrorFailure('CONNECTION', `${causeOf(error)} ${after}`);
  } finally {
    clearTimeout(timer);
    // Lets go of the connection if not everything was taken from it.
    stall.abort();
  }
}

function causeOf(error: unknown): string {
  const deepest = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return deepest instanceof Error ? deepest.message : String(deepest);
}
