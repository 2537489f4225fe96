import type { StoreEdit, StoreSnapshot } from '@growcone/core';

/** One synapse of the naive model: an object, so that its variables cannot part from it. */
export interface NaiveSynapse {
  /** Presynaptic neuron. */
  readonly pre: number;
  /** Postsynaptic neuron. */
  readonly post: number;
  /** Its variables by name. */
  readonly variables: Readonly<Record<string, number>>;
}

/** A store as lists of objects: slow, and simple enough to be believed. */
export interface NaiveStore {
  /** Synapses of each presynaptic neuron, in slot order. */
  readonly rows: readonly NaiveSynapse[][];
  /** Synapses of each postsynaptic neuron, in column order. */
  readonly columns: readonly NaiveSynapse[][];
  /** Value of each variable at birth. */
  readonly birth: Readonly<Record<string, number>>;
}

/**
 * Puts a snapshot into lists.
 *
 * @param snapshot - the synapses
 * @param sizes - numbers of presynaptic and postsynaptic neurons
 * @param birth - value of each variable at birth
 */
export function naiveStore(
  snapshot: StoreSnapshot,
  sizes: { readonly preSize: number; readonly postSize: number },
  birth: Readonly<Record<string, number>>,
): NaiveStore {
  const store: NaiveStore = {
    rows: Array.from({ length: sizes.preSize }, () => []),
    columns: Array.from({ length: sizes.postSize }, () => []),
    birth,
  };
  const synapses = Array.from(snapshot.pre, (pre, i) => {
    const variables = Object.fromEntries(Object.keys(birth).map((name) => [name, snapshot.variables[name][i]]));
    return { pre, post: snapshot.post[i], variables };
  });
  synapses.forEach((s, i) => {
    store.rows[s.pre].push(s);
    const column = store.columns[s.post];
    column[snapshot.columnOffsets ? snapshot.columnOffsets[i] : column.length] = s;
  });
  return store;
}

/**
 * Applies an edit in the order that DESIGN §5 gives: per row, removals from the highest slot down, the last synapse
 * filling the hole, then births in the order of their draws; then columns likewise, births in ascending presynaptic order.
 *
 * @param store - the lists
 * @param edit - what to remove and what to add
 */
export function editNaively(store: NaiveStore, { remove, births, values = {} }: StoreEdit): void {
  const removed: NaiveSynapse[] = [];
  for (let i = (remove?.pre.length ?? 0) - 1; remove && i >= 0; i--) {
    const row = store.rows[remove.pre[i]];
    const synapse = row[remove.slot[i]];
    removed.push(synapse);
    takeOut(row, synapse);
  }
  const born = Array.from(births?.pre ?? [], (pre, i): NaiveSynapse => {
    const start = Object.entries(store.birth).map(([name, birth]) => {
      const given = values[name];
      return [name, (typeof given === 'number' ? given : given?.[i]) ?? birth];
    });
    return { pre, post: births?.post[i] ?? 0, variables: Object.fromEntries(start) };
  });
  for (const synapse of born) store.rows[synapse.pre].push(synapse);

  for (const [post, column] of store.columns.entries()) {
    const gone = removed.filter((s) => s.post === post).sort((a, b) => column.indexOf(b) - column.indexOf(a));
    for (const synapse of gone) takeOut(column, synapse);
    column.push(...born.filter((s) => s.post === post).sort((a, b) => a.pre - b.pre));
  }
}

/** Removes a synapse from a list and puts the last one in its place. */
function takeOut(list: NaiveSynapse[], synapse: NaiveSynapse): void {
  const at = list.indexOf(synapse);
  const last = list.pop();
  if (last && last !== synapse) list[at] = last;
}

/**
 * The synapses in row order and slot order.
 *
 * @param store - the lists
 * @param columns - whether to add the offset of each synapse in its column
 */
export function snapshotOf(store: NaiveStore, columns: boolean): StoreSnapshot {
  const synapses = store.rows.flat();
  return {
    pre: Uint32Array.from(synapses, (s) => s.pre),
    post: Uint32Array.from(synapses, (s) => s.post),
    variables: Object.fromEntries(
      Object.keys(store.birth).map((name) => [name, Float64Array.from(synapses, (s) => s.variables[name])]),
    ),
    ...(columns ? { columnOffsets: Uint32Array.from(synapses, (s) => store.columns[s.post].indexOf(s)) } : {}),
  };
}
