/** A place where bytes are kept under keys, so that what takes long is computed once. */
export interface ByteStore {
  /**
   * What is kept under a key.
   *
   * @param key - letters, digits and hyphens
   */
  get(key: string): Promise<Uint8Array | undefined>;
  /**
   * Keeps bytes under a key. Whoever reads while this goes on gets all of them or nothing.
   *
   * @param key - letters, digits and hyphens
   * @param bytes - what to keep
   */
  put(key: string, bytes: Uint8Array): Promise<void>;
}
