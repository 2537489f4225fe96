import { groupByKey } from './group.ts';
import type { Rows } from './rows.ts';
import type { RemovalList } from './store.ts';

/** Tells, one row at a time, which postsynaptic neurons are taken; loading a row costs its length. */
export class RowPresence {
  private readonly rows: Rows;
  private readonly removed: Map<number, number[]>;
  private readonly removedSlots: ArrayLike<number>;
  /** Which load last marked a neuron, so that nothing needs clearing between rows. */
  private readonly marks: Uint32Array;
  private posts: Uint32Array;
  private mark = 0;

  /**
   * @param rows - the synapses that exist
   * @param remove - synapses about to be removed: they count as absent
   */
  constructor(rows: Rows, remove: RemovalList) {
    this.rows = rows;
    this.removed = groupByKey(remove.pre);
    this.removedSlots = remove.slot;
    this.marks = new Uint32Array(rows.postSize);
    this.posts = new Uint32Array(0);
  }

  /** Turns to a row. @param pre - the presynaptic neuron */
  load(pre: number): void {
    this.mark++;
    this.addAll(this.rows, pre);
    for (const i of this.removed.get(pre) ?? []) this.marks[this.posts[this.removedSlots[i]]] = 0;
  }

  /** Number of synapses about to leave a row. @param pre - the presynaptic neuron */
  removals(pre: number): number {
    return this.removed.get(pre)?.length ?? 0;
  }

  /** Whether a neuron is taken in the present row. @param post - the postsynaptic neuron */
  has(post: number): boolean {
    return this.marks[post] === this.mark;
  }

  /** Takes a neuron in the present row; false if it was taken already. @param post - the postsynaptic neuron */
  add(post: number): boolean {
    if (this.has(post)) return false;
    this.marks[post] = this.mark;
    return true;
  }

  /** Takes every neuron that another list of rows names in the row. @param others - that list @param pre - the presynaptic neuron */
  addAll(others: Rows, pre: number): void {
    const length = others.rowLength(pre);
    if (length > this.posts.length) this.posts = new Uint32Array(length);
    others.copyRow(pre, this.posts);
    for (let i = 0; i < length; i++) this.marks[this.posts[i]] = this.mark;
  }
}
