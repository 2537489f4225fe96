/**
 * WGSL functions of rewirings that draw pairs. Rows are in ascending order of the postsynaptic neuron, entries of columns in ascending
 * order of the presynaptic one.
 */
export const drawingFunctions = `const NONE = 0xffffffffu;

// Whether a word favours some numbers below a limit, as in core's uniformBelow.
fn rejected(word: u32, limit: u32) -> bool {
  return word * limit < (0u - limit) % limit;
}

// The first synapse of a row onto this or a later neuron.
fn inRow(rowStarts: u32, posts: u32, pre: u32, post: u32) -> u32 {
  var low = topology[rowStarts + pre];
  var high = topology[rowStarts + pre + 1u];
  while (low < high) {
    let middle = (low + high) >> 1u;
    if (topology[posts + middle] < post) { low = middle + 1u; } else { high = middle; }
  }
  return low;
}

fn synapseOf(rowStarts: u32, posts: u32, pre: u32, post: u32) -> u32 {
  let at = inRow(rowStarts, posts, pre, post);
  if (at < topology[rowStarts + pre + 1u] && topology[posts + at] == post) { return at; }
  return NONE;
}

// The first entry of a column from this or a later neuron.
fn inColumn(columns: u32, order: u32, pres: u32, pre: u32, post: u32) -> u32 {
  var low = topology[columns + post];
  var high = topology[columns + post + 1u];
  while (low < high) {
    let middle = (low + high) >> 1u;
    if (topology[pres + topology[order + middle]] < pre) { low = middle + 1u; } else { high = middle; }
  }
  return low;
}

// How many numbers of an ascending list are below a limit.
fn countBelow(list: u32, length: u32, limit: u32) -> u32 {
  var low = 0u;
  var high = length;
  while (low < high) {
    let middle = (low + high) >> 1u;
    if (drawingLists[list + middle] < limit) { low = middle + 1u; } else { high = middle; }
  }
  return low;
}

// The same for attempts in the order of what another list has of them.
fn attemptsBelow(list: u32, length: u32, values: u32, limit: u32) -> u32 {
  var low = 0u;
  var high = length;
  while (low < high) {
    let middle = (low + high) >> 1u;
    if (drawingLists[values + drawingLists[list + middle]] < limit) { low = middle + 1u; } else { high = middle; }
  }
  return low;
}`;
