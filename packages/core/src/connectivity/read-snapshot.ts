import type { Rows } from './rows.ts';
import type { StoreSnapshot } from './snapshot.ts';
import type { VariableBlocks } from './variables.ts';

/**
 * The snapshot of a store, read row by row.
 *
 * @param rows - the store
 * @param values - its variables
 */
export function readSnapshot(rows: Rows, values: VariableBlocks): StoreSnapshot {
  const pre = new Uint32Array(rows.count);
  const post = new Uint32Array(rows.count);
  const addresses = new Uint32Array(rows.count);
  let at = 0;
  for (let row = 0; row < rows.preSize; row++) {
    const end = at + rows.copyRow(row, post.subarray(at), addresses.subarray(at));
    pre.fill(row, at, end);
    at = end;
  }
  return { pre, post, variables: values.gather(addresses) };
}
