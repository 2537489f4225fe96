import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A published file, known by its checksum, and by its size where that was published. */
export interface CheckedFile {
  /** Its name. */
  readonly name: string;
  /** Its size in bytes, if that is known. */
  readonly size?: number;
  /** MD5 of its bytes, in hexadecimal. */
  readonly md5: string;
}

/**
 * MD5 in hexadecimal, the checksum that the data sets publish. It tells damage, not malice.
 *
 * @internal
 */
export function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/**
 * Whether a path holds exactly this file.
 *
 * @internal
 */
export async function isWhole(path: string, file: CheckedFile): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || (file.size !== undefined && found.size !== file.size)) return false;
  const hash = createHash('md5');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest('hex') === file.md5;
}
