import { type DownloadAttempt, DownloadError, type DownloadTarget } from './download-error.ts';
import { MirrorFailure } from './mirror-failure.ts';
import { type PartAnswer, requestPart } from './request-part.ts';

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

/**
 * What has come of a file so far.
 *
 * @internal
 */
export interface Part {
  /** Bytes so far. */
  readonly size: number;
  /** Adds bytes. */
  append(piece: Uint8Array): Promise<void>;
  /** Throws away what has come. */
  restart(): Promise<void>;
  /** Gives the file its name if its checksum is right, and throws a `MirrorFailure` otherwise. */
  finish(): Promise<void>;
}

/** A file to come, by its size if that is known, and where it goes. */
interface Wanted extends DownloadTarget {
  readonly size: number | undefined;
}

// Less is not worth going round all mirrors again.
const PROGRESS = 2 ** 20;

/**
 * Fills a part from mirrors, one after the other, and finishes it. Throws `DownloadError` if none of them delivers.
 *
 * @internal
 */
export async function fillPart(part: Part, wanted: Wanted, options: DownloadOptions): Promise<void> {
  const urls = [
    ...options.mirrors.map((mirror) => `${mirror.replace(/\/$/, '')}/${wanted.file}`),
    ...(options.urls ?? []),
  ];
  const validators = new Map<string, string>();
  for (;;) {
    const before = part.size;
    const attempts: DownloadAttempt[] = [];
    for (const url of urls) {
      const attempt = await receive(url, wanted, part, { ...options, validators });
      if (!attempt) return;
      attempts.push(attempt);
    }
    // Mirrors that cannot go on from a byte are asked for the whole.
    if (part.size > 0 && attempts.some(({ problem }) => problem === 'RANGE')) await part.restart();
    // Mirrors whose connections break bring the file in the end, as long as each time brings some of it.
    else if (part.size < before + PROGRESS) throw new DownloadError(wanted, attempts);
  }
}

interface ReceiveOptions extends DownloadOptions {
  readonly validators: Map<string, string>;
}

/** Fills the part from a mirror. Gives what went wrong, or nothing. */
async function receive(
  url: string,
  wanted: Wanted,
  part: Part,
  options: ReceiveOptions,
): Promise<DownloadAttempt | undefined> {
  // A second time, from the start, if what was there before may be to blame.
  for (;;) {
    let resumed = part.size > 0;
    let begun: PartAnswer | undefined;
    try {
      await append(url, wanted, part, {
        ...options,
        onBegin: (answer) => {
          begun = answer;
          resumed = answer.from > 0;
        },
      });
      if (wanted.size !== undefined && part.size !== wanted.size) {
        throw new MirrorFailure('SIZE', `expected ${wanted.size} bytes, got ${part.size}`);
      }
      await part.finish();
      return undefined;
    } catch (error) {
      if (!(error instanceof MirrorFailure)) throw error;
      const { problem, message } = error;
      // What came before a connection broke is good as far as one knows; what failed a check is not.
      const suspect = begun !== undefined && (problem === 'SIZE' || problem === 'CHECKSUM');
      if (suspect) await part.restart();
      if (!suspect || !resumed) return { url, problem, reason: suspect ? message + packedOnTheWay(begun) : message };
    }
  }
}

/** Some servers take `.gz` for a packing of theirs, and what comes is the content. */
function packedOnTheWay(answer: PartAnswer | undefined): string {
  return answer?.encoding === undefined
    ? ''
    : ` (the server sent it with Content-Encoding: ${answer.encoding}, so that it was unpacked on the way: have it sent without)`;
}

interface AppendOptions extends ReceiveOptions {
  /** Hears how the mirror answers. */
  readonly onBegin: (answer: PartAnswer) => void;
}

async function append(url: string, { file, size }: Wanted, part: Part, options: AppendOptions): Promise<void> {
  const { validators, signal, stallTimeout = 30_000, onProgress, onBegin, limit = 2 ** 35 } = options;
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
    onBegin(answer);
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
    onProgress?.({ file, url, received: part.size, total });
  }
}
