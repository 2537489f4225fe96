import type { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import type { StoreSnapshot } from '../../src/connectivity/snapshot.ts';

/** A synapse of the naive store. */
interface Synapse {
  readonly pre: number;
  readonly post: number;
  readonly values: Readonly<Record<string, number>>;
}

/** A birth with the values that it starts with. */
export type Birth = Synapse;

/**
 * The order of one rewiring, spelled out with arrays of objects: rows, then columns, each visited in any order. Slow, and
 * with no address, capacity or pointer in it.
 */
export class NaiveStore {
  readonly rows: Synapse[][];
  readonly columns: Synapse[][];

  constructor(preSize: number, postSize: number) {
    this.rows = Array.from({ length: preSize }, () => []);
    this.columns = Array.from({ length: postSize }, () => []);
  }

  get count(): number {
    return this.rows.reduce((sum, row) => sum + row.length, 0);
  }

  has(pre: number, post: number): boolean {
    return this.rows[pre].some((s) => s.post === post);
  }

  /** `visit` puts the rows and columns into the order in which they are worked on. */
  edit(remove: ReadonlySet<Synapse>, births: readonly Birth[], visit: (n: number) => number[]): void {
    for (const i of visit(this.rows.length)) {
      takeOut(this.rows[i], remove);
      this.rows[i].push(...births.filter((b) => b.pre === i));
    }
    for (const j of visit(this.columns.length)) {
      takeOut(this.columns[j], remove);
      this.columns[j].push(...births.filter((b) => b.post === j).toSorted((a, b) => a.pre - b.pre));
    }
  }

  snapshot(names: readonly string[], columns: boolean): StoreSnapshot {
    const all = this.rows.flat();
    return {
      pre: Uint32Array.from(all, (s) => s.pre),
      post: Uint32Array.from(all, (s) => s.post),
      variables: Object.fromEntries(names.map((name) => [name, Float64Array.from(all, (s) => s.values[name])])),
      ...(columns && { columnOffsets: Uint32Array.from(all, (s) => this.columns[s.post].indexOf(s)) }),
    };
  }
}

/** Removes from the highest position down; the last one moves into each hole. */
function takeOut(list: Synapse[], remove: ReadonlySet<Synapse>): void {
  for (let k = list.length - 1; k >= 0; k--) {
    if (!remove.has(list[k])) continue;
    const last = list.pop() as Synapse;
    if (k < list.length) list[k] = last;
  }
}

/** The column index of a store as lists of [pre, slot], read through its blocks. */
export function columnEntries(store: GrowableRows): [number, number][][] {
  const { columns } = store;
  if (!columns) return [];
  return Array.from({ length: store.postSize }, (_, post) =>
    Array.from({ length: columns.lengths.values[post] }, (_, offset): [number, number] => {
      const address = columns.starts.values[post] + offset;
      return [columns.pre.values[address], columns.slot.values[address]];
    }),
  );
}

/** A column index rebuilt from the rows alone; its columns are in no particular order. */
export function rebuiltColumns(store: GrowableRows): Set<string>[] {
  const columns = Array.from({ length: store.postSize }, () => new Set<string>());
  const posts = new Uint32Array(store.postSize);
  for (let pre = 0; pre < store.preSize; pre++) {
    const length = store.copyRow(pre, posts);
    for (let slot = 0; slot < length; slot++) columns[posts[slot]].add(`${pre},${slot}`);
  }
  return columns;
}
