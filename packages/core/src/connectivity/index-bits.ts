/** Width of a stored index. */
export type IndexBits = 8 | 16 | 32;

/** Indices at their stored width. */
export type IndexArray = Uint8Array | Uint16Array | Uint32Array;

/**
 * The narrowest width that holds every index of a population, and so every offset in a row or column of distinct ones.
 *
 * @param size - number of neurons
 */
export function indexBits(size: number): IndexBits {
  if (size <= 2 ** 8) return 8;
  return size <= 2 ** 16 ? 16 : 32;
}
