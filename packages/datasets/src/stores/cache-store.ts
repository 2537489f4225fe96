import { type FileContent, type FileStore, partsOf } from './file-store.ts';
import { withRoom } from './storage-full-error.ts';

/** What is needed of a cache of a browser. A `Cache` has it. */
export interface BrowserCache {
  /**
   * What is kept for an address.
   *
   * @param address - the address
   */
  match(address: string): Promise<Response | undefined>;
  /**
   * Keeps an answer for an address.
   *
   * @param address - the address
   * @param answer - what is kept
   */
  put(address: string, answer: Response): Promise<void>;
  /**
   * Forgets an answer.
   *
   * @param address - the address
   */
  delete(address: string): Promise<boolean>;
  /** All addresses that something is kept for. */
  keys(): Promise<readonly Request[]>;
}

/**
 * Keeps files in a cache of the browser, as answers for addresses below one of the page's own. Nothing has to be there:
 * a service worker may answer with these files.
 *
 * ```ts fragment
 * const store = cacheStore(await caches.open('data'), new URL('data/', location.href).href);
 * ```
 *
 * @param cache - the cache
 * @param base - address of a folder, `http:` or `https:`
 */
export function cacheStore(cache: BrowserCache, base: string): FileStore {
  const folder = base.endsWith('/') ? base : `${base}/`;
  const addressOf = (path: string): string => new URL(partsOf(path).map(encodeURIComponent).join('/'), folder).href;
  const name = `the cache of the browser, ${folder}`;
  return {
    name,
    async paths() {
      const addresses = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(folder));
      return addresses.map((url) => url.slice(folder.length).split('/').map(decodeURIComponent).join('/')).sort();
    },
    async get(path) {
      return (await cache.match(addressOf(path)))?.blob();
    },
    async put(path, content) {
      await withRoom(name, path, write(cache, addressOf(path), content));
    },
    async delete(path) {
      await cache.delete(addressOf(path));
    },
  };
}

async function write(cache: BrowserCache, address: string, content: FileContent): Promise<void> {
  if (content instanceof Blob) return cache.put(address, new Response(content));
  const pieces = content[Symbol.asyncIterator]();
  let failed: { readonly error: unknown } | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(into) {
      try {
        const next = await pieces.next();
        if (next.done) into.close();
        else into.enqueue(next.value);
      } catch (error) {
        failed = { error };
        throw error;
      }
    },
    async cancel() {
      await pieces.return?.();
    },
  });
  // A browser says that the body failed, not why.
  await cache.put(address, new Response(body)).catch((error: unknown) => {
    throw failed ? failed.error : error;
  });
}
