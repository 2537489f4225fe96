import type { ByteStore } from '../byte-store.ts';
import type { FileStore } from './file-store.ts';

/**
 * Keeps what takes long to compute where a browser keeps files, as `folderStore` does on a disk.
 *
 * @param store - where
 * @param folder - folder of the store that they go to
 */
export function storedBytes(store: FileStore, folder: string): ByteStore {
  return {
    async get(key) {
      const kept = await store.get(`${folder}/${key}`);
      return kept && new Uint8Array(await kept.arrayBuffer());
    },
    put: (key, bytes) => store.put(`${folder}/${key}`, new Blob([bytes as Uint8Array<ArrayBuffer>])),
  };
}
