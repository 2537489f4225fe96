/** Bytes of all gradient shards together, at most, unless one copy alone has more. */
const SHARD_BYTES = 64 * 2 ** 20;
const MOST_SHARDS = 8;

/**
 * Number of gradient shards: a function of network and batch only, so that sums round alike on every backend and any number of
 * threads.
 *
 * @param batch - number of examples
 * @param gradientBytes - of one copy of every gradient
 */
export const shardCount = (batch: number, gradientBytes: number): number =>
  Math.min(batch, MOST_SHARDS, Math.max(1, Math.floor(SHARD_BYTES / Math.max(1, gradientBytes))));
