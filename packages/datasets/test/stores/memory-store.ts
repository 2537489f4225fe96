import type { FileStore } from '../../src/index.ts';

/** Files in memory, under the same rules as those that a browser keeps. */
export function memoryStore(files: Map<string, Blob> = new Map()): FileStore {
  return {
    name: 'memory',
    paths: async () => [...files.keys()].sort(),
    get: async (path) => files.get(path),
    async put(path, content) {
      const pieces: (Blob | Uint8Array<ArrayBuffer>)[] = [];
      if (content instanceof Blob) pieces.push(content);
      else for await (const piece of content) pieces.push(piece as Uint8Array<ArrayBuffer>);
      files.set(path, new Blob(pieces));
    },
    delete: async (path) => void files.delete(path),
  };
}
