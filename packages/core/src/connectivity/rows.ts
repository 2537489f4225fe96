/** Pairs of neurons, as two lists of the same length. */
export interface Pairs {
  /** Presynaptic neuron of each pair. */
  readonly pre: Uint32Array;
  /** Postsynaptic neuron of each pair. */
  readonly post: Uint32Array;
}

/** Connected pairs by presynaptic neuron: what every storage format can answer, and a list of forbidden pairs too. */
export interface Rows {
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Number of synapses. */
  readonly count: number;
  /** Number of synapses of a presynaptic neuron. @param pre - the presynaptic neuron */
  rowLength(pre: number): number;
  /**
   * Writes out a row in slot order.
   *
   * @param pre - the presynaptic neuron
   * @param posts - receives the postsynaptic neurons; must have room for the row
   * @param addresses - if given, receives where each synapse's value lies in the arrays of the variables
   * @returns the length of the row
   */
  copyRow(pre: number, posts: Uint32Array, addresses?: Uint32Array): number;
}

/**
 * Rows without any synapse.
 *
 * @param preSize - number of presynaptic neurons
 * @param postSize - number of postsynaptic neurons
 */
export function emptyRows(preSize: number, postSize: number): Rows {
  return { preSize, postSize, count: 0, rowLength: () => 0, copyRow: () => 0 };
}

/** Number of synapses in the longest row. @param rows - the store */
export function longestRow(rows: Rows): number {
  let longest = 0;
  for (let pre = 0; pre < rows.preSize; pre++) longest = Math.max(longest, rows.rowLength(pre));
  return longest;
}

/**
 * Puts pairs in the order of (pre, post), in time linear in their number; repeated pairs stay.
 *
 * @param pairs - in any order
 * @param preSize - number of presynaptic neurons
 * @param postSize - number of postsynaptic neurons
 */
export function sortPairs(pairs: Pairs, preSize: number, postSize: number): Pairs {
  const byPost = stableOrder(pairs.post, postSize);
  const pre = byPost.map((i) => pairs.pre[i]);
  const order = stableOrder(pre, preSize).map((i) => byPost[i]);
  return { pre: order.map((i) => pairs.pre[i]), post: order.map((i) => pairs.post[i]) };
}

/** Positions of the keys in ascending order, equal keys in the order given: one pass of a radix sort. */
function stableOrder(keys: Uint32Array, size: number): Uint32Array {
  const next = new Uint32Array(size + 1);
  for (const key of keys) next[key + 1]++;
  for (let i = 0; i < size; i++) next[i + 1] += next[i];
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[next[keys[i]]++] = i;
  return order;
}
