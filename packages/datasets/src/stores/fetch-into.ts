import { type DownloadOptions, fillPart } from '../downloads/fill-part.ts';
import { Sha256 } from '../downloads/sha256.ts';
import { blobFile, type RandomAccess } from '../random-access.ts';
import { type FileStore, piecesOf } from './file-store.ts';
import { type HashedFile, StoredPart } from './stored-part.ts';

/**
 * Downloads a file into a store of the browser unless it is there already, and opens it.
 *
 * Size and SHA-256 are checked, and only a file that has both gets its name. What has come before a connection broke, or
 * before the page was closed, is kept but for the last 8 MiB at most, and the next download of the same file goes on
 * from there. For a moment the store holds the file twice. Throws `DownloadError` if no mirror delivers: another origin
 * must allow the page to read what it sends (CORS).
 *
 * @param store - where the file goes
 * @param file - name, checksum and size of the file
 * @param options - mirrors, progress and limits
 */
export async function fetchInto(store: FileStore, file: HashedFile, options: DownloadOptions): Promise<RandomAccess> {
  const { name, size } = file;
  const there = await findWhole(store, file);
  if (there) return there;
  const part = await StoredPart.begin(store, file);
  const byHand = `put it into ${store.name} with put('${name}', file)`;
  try {
    // All of it may be there, from a page that was closed before it checked.
    if (part.size === size && (await part.finishes())) return await opened(store, name);
    await fillPart(part, { file: name, size, folder: store.name, byHand }, options);
  } catch (error) {
    // Another page may have brought it meanwhile.
    const brought = await findWhole(store, file);
    if (brought) return brought;
    throw error;
  } finally {
    await part.keep();
  }
  return opened(store, name);
}

async function opened(store: FileStore, name: string): Promise<RandomAccess> {
  return blobFile(`${store.name}/${name}`, (await store.get(name)) as Blob);
}

/** The file, if the store has exactly this one. */
async function findWhole(store: FileStore, { name, size, sha256 }: HashedFile): Promise<RandomAccess | undefined> {
  const found = await store.get(name);
  if (!found || (size !== undefined && found.size !== size)) return undefined;
  const hash = new Sha256();
  for await (const piece of piecesOf(found)) hash.update(piece);
  return hash.digest() === sha256 ? blobFile(`${store.name}/${name}`, found) : undefined;
}
