/** Decompressed bytes, or why there are none. */
export interface Inflated {
  /** The bytes, if nothing failed. */
  readonly bytes: Uint8Array;
  /** What was wrong, in words. */
  readonly failure?: string;
}

/**
 * Decompresses bytes in memory, and stops as soon as more comes out than allowed.
 *
 * @param format - `deflate` has a zlib header and checksum, `deflate-raw` has none
 * @param compressed - the bytes
 * @param limit - most bytes that may come out
 * @internal
 */
export async function inflate(
  format: 'deflate' | 'deflate-raw',
  compressed: Uint8Array,
  limit: number,
): Promise<Inflated> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of inflateStream(format, [compressed])) {
      size += piece.length;
      if (size > limit) return { bytes: new Uint8Array(0), failure: `more than ${limit} bytes` };
      pieces.push(piece);
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    return { bytes: new Uint8Array(0), failure: error.message };
  }
  return { bytes: join(pieces, size) };
}

/** Compressed bytes are damaged. Callers make of it an error that names the file. */
export class InflateError extends Error {
  /** The class of the error. */
  override readonly name: string = 'InflateError';
}

/**
 * Decompresses a stream of bytes by what the platform brings along. Throws `InflateError` for damaged bytes; errors of
 * the source go through.
 *
 * @internal
 */
export async function* inflateStream(
  format: 'gzip' | 'deflate' | 'deflate-raw',
  compressed: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  const reader = readable.getReader();
  let failure: { readonly error: unknown } | undefined;
  const feeding = (async (): Promise<void> => {
    try {
      for await (const piece of compressed) await writer.write(piece as Uint8Array<ArrayBuffer>);
      await writer.close();
    } catch (error) {
      failure ??= { error };
      await writer.abort(error).catch(() => undefined);
    }
  })();
  try {
    for (;;) {
      const next = await reader.read().catch((error: unknown) => Promise.reject(asInflateError(error)));
      if (next.done) break;
      yield next.value;
    }
    await feeding;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (failure) throw asInflateError(failure.error);
}

/** Streams report damaged data as a `TypeError`, which may be empty and have the reason as its cause. */
function asInflateError(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  const reason = error.message || (error.cause instanceof Error ? error.cause.message : '');
  return new InflateError(reason ? `damaged data (${reason})` : 'damaged data');
}

/**
 * Pieces as one array.
 *
 * @internal
 */
export function join(pieces: readonly Uint8Array[], size: number): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
