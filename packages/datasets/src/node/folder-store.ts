import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteStore } from '../byte-store.ts';

/**
 * Keeps bytes in files of a folder, which is made when it is first needed.
 *
 * @param folder - where
 */
export function folderStore(folder: string): ByteStore {
  // Not all in one folder: there may be very many.
  const pathOf = (key: string): string => join(folder, key.slice(-2), key);
  return {
    async get(key) {
      const bytes = await readFile(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    async put(key, bytes) {
      const path = pathOf(key);
      const part = `${path}.${randomBytes(4).toString('hex')}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeFile(part, bytes);
        await rename(part, path);
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}
