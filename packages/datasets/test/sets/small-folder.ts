import { blobFolder, type FileFolder } from '../../src/index.ts';

/** A folder in memory. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): FileFolder {
  const blobs = Object.entries(files).map(
    ([path, content]) => [path, new Blob([content as Uint8Array<ArrayBuffer> | string])] as const,
  );
  return blobFolder('folder', new Map(blobs));
}

/** Why a promise was refused. */
export const refusal = (reading: Promise<unknown>): Promise<Error & { readonly code?: string }> =>
  reading.then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  );
