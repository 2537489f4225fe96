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
  // What fails is the source, or else the decompression: how that reports damage differs from platform to platform.
  let sourceFailed: { readonly error: unknown } | undefined;
  let damage: { readonly error: unknown } | undefined;
  const written = (writing: Promise<void>): Promise<void> =>
    writing.catch((error: unknown) => {
      damage ??= { error };
    });
  const feeding = (async (): Promise<void> => {
    try {
      for await (const piece of compressed) {
        await written(writer.write(piece as Uint8Array<ArrayBuffer>));
        if (damage) return;
      }
    } catch (error) {
      sourceFailed = { error };
      await written(writer.abort(error));
      return;
    }
    await written(writer.close());
  })();
  try {
    for (;;) {
      const next = await reader.read().catch((error: unknown) => {
        damage ??= { error };
      });
      if (!next || next.done) break;
      yield next.value;
    }
    await feeding;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (sourceFailed) throw (sourceFailed as { readonly error: unknown }).error;
  if (damage) throw inflateError((damage as { readonly error: unknown }).error);
}

/** Some platforms leave the message empty and have the reason as its cause. */
function inflateError(error: unknown): InflateError {
  if (!(error instanceof Error)) return new InflateError('damaged data');
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
