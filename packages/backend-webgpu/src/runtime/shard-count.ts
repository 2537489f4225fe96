/** Bytes of all gradient shards together, at most, unless one copy alone has more. */
const SHARD_BYTES = 64 * 2 ** 20;
const MOST_SHARDS = 8;

/**
 * Number of gradient shards: a function of network and batch only, as on every backend, so that sums round alike.
 *
 * @param batch - number of examples
 * @param elements - numbers of one copy of every gradient
 */
export const shardCount = (batch: number, elements: number): number =>
  Math.min(batch, MOST_SHARDS, Math.max(1, Math.floor(SHARD_BYTES / Math.max(1, 4 * elements))));
