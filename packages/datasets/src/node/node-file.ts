import { type FileHandle, open } from 'node:fs/promises';
import type { RandomAccess } from '../random-access.ts';

/** A file on disk, open until it is closed. */
export interface NodeFile extends RandomAccess {
  /** Closes it. Nothing can be read afterwards. */
  close(): Promise<void>;
}

/**
 * Opens a file on disk, of which parts can be read.
 *
 * @param path - where it is
 */
export async function nodeFile(path: string): Promise<NodeFile> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return {
      name: path,
      size,
      read: (offset, length) => readPart(handle, offset, Math.max(0, Math.min(length, size - offset))),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readPart(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  // One call may read less than asked for, and no system reads more than 2 GiB at once.
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, 2 ** 30), offset + done);
    // The file has become shorter since it was opened.
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
