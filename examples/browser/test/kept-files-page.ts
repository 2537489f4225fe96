import {
  cacheStore,
  fetchInto,
  type FileStore,
  type HashedFile,
  opfsStore,
  storedBytes,
  storedFolder,
  unpackStored,
} from '@growcone/datasets';
import { spikesOf } from './spikes-of.ts';

/** Where a page keeps files. */
export type Place = 'private file system' | 'cache';

async function storeOf(place: Place): Promise<FileStore> {
  if (place === 'cache') return cacheStore(await caches.open('data'), new URL('data', location.href).href);
  const root = await navigator.storage.getDirectory();
  return opfsStore(await root.getDirectoryHandle('data', { create: true }));
}

/** What is kept. */
export async function paths(place: Place): Promise<string[]> {
  return (await storeOf(place)).paths();
}

/** How a download ended. */
export interface Downloaded {
  /** What its listener heard last. */
  readonly received: number;
  /** What is kept afterwards. */
  readonly paths: readonly string[];
  /** Why it failed, if it did. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** Downloads a file. */
export async function download(place: Place, file: HashedFile, mirrors: readonly string[]): Promise<Downloaded> {
  const store = await storeOf(place);
  let received = 0;
  const fetching = fetchInto(store, file, { mirrors, onProgress: (progress) => (received = progress.received) });
  const failure = await fetching.then(
    () => undefined,
    ({ code = 'none', message }: Error & { code?: string }) => ({ code, message }),
  );
  return { received, paths: await store.paths(), ...(failure ? { failure } : {}) };
}

/** Unpacks digits, reads some, and gives the checksum of their spikes. */
export async function digits(place: Place, packed: string): Promise<string> {
  const store = await storeOf(place);
  await unpackStored(store, { from: packed, to: 'SHD/shd_train.h5', limit: 2 ** 30 });
  return spikesOf(await storedFolder(store));
}

/** Keeps, reads, replaces and deletes, and says what came of each. */
export async function keeps(place: Place): Promise<Record<string, unknown>> {
  const store = await storeOf(place);
  const textOf = async (path: string): Promise<string | undefined> => (await store.get(path))?.text();
  await store.put('some where/näme#1.txt', new Blob(['first']));
  await store.put('some where/näme#1.txt', new Blob(['second']));
  const replaced = await textOf('some where/näme#1.txt');
  const broken = store.put(
    'some where/näme#1.txt',
    (async function* () {
      yield new Uint8Array(1000);
      throw new Error('the source broke');
    })(),
  );
  const failure = await broken.then(
    () => 'none',
    ({ message }: Error) => message,
  );
  const bytes = storedBytes(store, 'heard');
  await bytes.put('key', Uint8Array.of(1, 2, 3));
  const found = {
    replaced,
    failure,
    after: await textOf('some where/näme#1.txt'),
    bytes: [...((await bytes.get('key')) ?? [])],
    missing: (await store.get('no/where')) ?? 'nothing',
    paths: await store.paths(),
  };
  for (const path of [...found.paths, 'no/where']) await store.delete(path);
  return { ...found, left: await store.paths() };
}
