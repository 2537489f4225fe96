import { GrowconeError } from '@growcone/core';

/** The browser gives a page no more room. */
export class StorageFullError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'StorageFullError';

  /**
   * Tells of a file that there is no room for.
   *
   * @param store - name of the store
   * @param path - path of the file
   */
  constructor(store: string, path: string) {
    super(
      'STORAGE_FULL',
      `${store} has no room for ${path}: the browser limits what a page may keep. Delete files with delete(path), free space ` +
        `on the disk, or have the user choose the file and read it with blobFile(). navigator.storage.estimate() tells how ` +
        `much a page may keep.`,
      { store, path },
    );
  }
}

/**
 * Makes of a browser's complaint about room an error that says of which file.
 *
 * @internal
 */
export async function withRoom<T>(store: string, path: string, keeping: Promise<T>): Promise<T> {
  return keeping.catch((error: unknown) => {
    throw isNamed(error, 'QuotaExceededError') ? new StorageFullError(store, path) : error;
  });
}

/**
 * Whether a browser's error has this name.
 *
 * @internal
 */
export function isNamed(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name;
}
