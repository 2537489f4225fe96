import { MirrorFailure } from './mirror-failure.ts';

/** What is asked of a mirror. */
export interface PartRequest {
  /** Address of the file. */
  readonly url: string;
  /** First byte that is wanted. */
  readonly from: number;
  /** What the mirror said of the version that the bytes before are from, if they came from there. */
  readonly validator: string | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal;
  /** Longest time without a byte, in ms. */
  readonly stallTimeout: number;
  /** Bytes that the file has, if that is known. */
  readonly size: number | undefined;
}

/** How a mirror answers. */
export interface PartAnswer {
  /** First byte that comes: the one that was wanted, or 0 from a mirror that sends the whole file. */
  readonly from: number;
  /** Bytes that the file has, if the mirror says so. */
  readonly total: number | undefined;
  /** What tells this version of the file from others, to go on with it later. */
  readonly validator: string | undefined;
  /** How the mirror packed the bytes for the way, if it says so: what comes is unpacked. */
  readonly encoding: string | undefined;
}

/**
 * Asks a mirror for a file from a byte on. Calls `onAnswer` before the first piece. Its failures become a `MirrorFailure`;
 * the user's own abort does not.
 *
 * @internal
 */
export async function* requestPart(
  { url, from, validator, signal, stallTimeout, size }: PartRequest,
  onAnswer: (answer: PartAnswer) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const stall = new AbortController();
  const watch = (): ReturnType<typeof setTimeout> => setTimeout(() => stall.abort(), stallTimeout);
  let timer = watch();
  const either = AbortSignal.any(signal ? [signal, stall.signal] : [stall.signal]);
  let received = from;
  try {
    const headers = {
      // A server that packs the transfer would have fetch unpack it, and other bytes come out. Browsers leave it out.
      'accept-encoding': 'identity',
      ...(from > 0 && { range: `bytes=${from}-` }),
      ...(from > 0 && validator !== undefined && { 'if-range': validator }),
    };
    const response = await fetch(url, { signal: either, headers });
    const answer = answerOf(response, from);
    received = answer.from;
    await onAnswer(answer);
    // Not every browser can walk over a stream.
    const reader = response.body?.getReader();
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) break;
      received += next.value.length;
      clearTimeout(timer);
      timer = watch();
      yield next.value;
    }
  } catch (error) {
    if (error instanceof MirrorFailure) throw error;
    signal?.throwIfAborted();
    const after = `after ${received}${size === undefined ? '' : ` of ${size}`} bytes`;
    if (stall.signal.aborted) throw new MirrorFailure('STALLED', `nothing for ${stallTimeout} ms ${after}`);
    throw new MirrorFailure('CONNECTION', `${causeOf(error)} ${after}`);
  } finally {
    clearTimeout(timer);
    // Lets go of the connection if not everything was taken from it.
    stall.abort();
  }
}

function answerOf(response: Response, wanted: number): PartAnswer {
  const { status, headers } = response;
  const validator = validatorOf(headers);
  const encoding = headers.get('content-encoding') ?? undefined;
  if (status === 206) {
    const hidden = isHidden(response) && wanted > 0 && !headers.has('content-range');
    if (hidden) return { from: wanted, total: undefined, validator, encoding };
    const range = headers.get('content-range') ?? 'nothing';
    const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range);
    if (!match || Number(match[1]) !== wanted || wanted === 0) {
      throw new MirrorFailure('RANGE', `asked for bytes from ${wanted} on, got ${range}`);
    }
    return { from: wanted, total: match[3] === '*' ? undefined : Number(match[3]), validator, encoding };
  }
  if (status === 416) throw new MirrorFailure('RANGE', `has no bytes from ${wanted} on`);
  if (!response.ok) throw new MirrorFailure('STATUS', `answered ${status} ${response.statusText}`.trimEnd());
  // The length of what was packed for the way says nothing of the file.
  const length = isHidden(response) || encoding !== undefined ? null : headers.get('content-length');
  return { from: 0, total: length === null ? undefined : Number(length), validator, encoding };
}

/** A browser hides most headers of another origin's answer, among them the range and whether it was packed for the way. */
function isHidden({ type }: Response): boolean {
  return type === 'cors';
}

/** A weak tag does not vouch for the bytes. */
function validatorOf(headers: Headers): string | undefined {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : (headers.get('last-modified') ?? undefined);
}

function causeOf(error: unknown): string {
  const deepest = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return deepest instanceof Error ? deepest.message : String(deepest);
}
