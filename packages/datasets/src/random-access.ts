/** A file of which parts can be read: on a disk, in a browser's store, or in memory. */
export interface RandomAccess {
  /** Its name, for errors: the path where there is one. */
  readonly name: string;
  /** Its size in bytes. */
  readonly size: number;
  /**
   * Reads a part. What lies beyond the end is left out, so that the answer may be shorter than asked for.
   *
   * @param offset - first byte, from 0
   * @param length - number of bytes
   */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * Reads parts of a blob: a file that a user chose, one in the browser's private file system, or a cached response.
 *
 * @param name - its name, for errors
 * @param blob - the bytes; a `File` is one
 */
export function blobFile(name: string, blob: Blob): RandomAccess {
  return {
    name,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

/**
 * Reads parts of bytes in memory. What is read is a view, not a copy.
 *
 * @param name - their name, for errors
 * @param bytes - the bytes
 */
export function memoryFile(name: string, bytes: Uint8Array): RandomAccess {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
