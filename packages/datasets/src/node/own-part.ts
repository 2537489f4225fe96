import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';

/**
 * Makes a file or folder under a name of its own beside its place, and moves it there when it is whole. Two processes
 * that make the same do not meet, and nothing that is not whole ever has the name. If the place was taken by a folder
 * meanwhile, that one stays.
 *
 * @internal
 */
export async function makeWhole(path: string, make: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await make(part);
    await rename(part, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
