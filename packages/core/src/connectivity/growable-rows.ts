import type { Block, RealArray } from './arena.ts';
import { checkEdit } from './check-edit.ts';
import { ColumnIndex, type LeftColumns } from './column-index.ts';
import { type IndexArray, indexBits } from './index-bits.ts';
import { readSnapshot } from './read-snapshot.ts';
import { noRemovals } from './removals.ts';
import { RowBlocks } from './row-blocks.ts';
import { checkSnapshot, columnOffsetsOf, type StoreSnapshot, type SynapseVariable } from './snapshot.ts';
import { copySparseRow, findInSparseRow } from './sparse-row.ts';
import type { StoreOptions } from './store-options.ts';
import type { EditableStore, PairList, RemovalList, StoreEdit } from './store.ts';
import { VariableBlocks } from './variables.ts';

/** What growable rows are made from. */
export interface GrowableRowsOptions extends StoreOptions {
  /** Whether to keep the synapses of each postsynaptic neuron too, edit by edit. */
  readonly columns: boolean;
}

/**
 * Sparse rows that can be rewired: each row keeps some room, moves when it outgrows it, and all variables move with it.
 */
export class GrowableRows implements EditableStore {
  readonly format = 'growable-rows';
  readonly preSize: number;
  readonly postSize: number;
  readonly variables: readonly SynapseVariable[];
  /** Postsynaptic neuron at each address. */
  readonly indices: Block<IndexArray>;
  /** The synapses by postsynaptic neuron, where asked for. */
  readonly columns: ColumnIndex | undefined;
  private readonly values: VariableBlocks;
  /** Offset in its column of the synapse at each address. */
  readonly columnOffsets: Block<IndexArray> | undefined;
  private readonly blocks: RowBlocks;
  private synapses = 0;

  /** @param options - sizes, variables and memory */
  constructor({ preSize, postSize, variables, columns, arena }: GrowableRowsOptions) {
    this.preSize = preSize;
    this.postSize = postSize;
    this.variables = variables;
    this.indices = arena.indices(indexBits(postSize), 0);
    this.values = new VariableBlocks(variables, arena);
    const lanes: Block[] = [this.indices, ...this.values.blocks];
    if (columns) {
      this.columns = new ColumnIndex(preSize, postSize, arena);
      this.columnOffsets = arena.indices(indexBits(preSize), 0);
      lanes.push(this.columnOffsets);
    }
    this.blocks = new RowBlocks(preSize, lanes, arena);
  }

  /** Number of synapses. */
  get count(): number {
    return this.synapses;
  }

  /** Address of the first synapse of each row. */
  get starts(): Block<Uint32Array> {
    return this.blocks.starts;
  }

  /** Number of synapses of each row. */
  get lengths(): Block<Uint32Array> {
    return this.blocks.lengths;
  }

  /** Number of synapses each row has room for. */
  get capacities(): Block<Uint32Array> {
    return this.blocks.capacities;
  }

  /** Somebody has edited rows and columns in place, as {@link GrowableRows.edit} does. @param more - synapses added, less those removed */
  edited(more: number): void {
    this.synapses += more;
  }

  /** One more than the highest address in use; addresses of no synapse hold zeros. */
  get end(): number {
    return this.blocks.end;
  }

  rowLength(pre: number): number {
    return this.lengths.values[pre];
  }

  copyRow(pre: number, posts: Uint32Array, addresses?: Uint32Array): number {
    return copySparseRow(this, pre, posts, addresses);
  }

  find(pre: number, post: number): number {
    return findInSparseRow(this, pre, post);
  }

  variable(name: string): RealArray {
    return this.values.values(name);
  }

  load(snapshot: StoreSnapshot): void {
    const { preSize, postSize, variables } = this;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: false });
    const { pre, post } = snapshot;
    const lengths = new Uint32Array(this.preSize);
    for (const row of pre) lengths[row]++;
    this.blocks.reset(lengths);
    this.synapses = pre.length;
    const addresses = this.addresses();
    const indices = this.indices.values;
    for (let i = 0; i < pre.length; i++) indices[addresses[i]] = post[i];
    this.values.scatter(snapshot.variables, addresses);
    this.loadColumns(snapshot, addresses);
  }

  snapshot(): StoreSnapshot {
    const snapshot = readSnapshot(this, this.values);
    const offsets = this.columnOffsets?.values;
    return offsets ? { ...snapshot, columnOffsets: this.addresses().map((address) => offsets[address]) } : snapshot;
  }

  edit({ remove = noRemovals, births = noPairs, values = {} }: StoreEdit): void {
    checkEdit(
      { remove, births, values },
      this,
      this.variables.map((v) => v.name),
    );
    const left = this.remove(remove);
    const slots = this.append(births, values);
    this.synapses += births.pre.length - remove.pre.length;
    const { columns, columnOffsets } = this;
    if (!columns || !columnOffsets) return;
    columns.follow(left, { ...births, slot: slots }, (pre, slot, offset) => {
      columnOffsets.values[this.starts.values[pre] + slot] = offset;
    });
  }

  /** Takes synapses out of their rows, from the last to the first, and says where their columns kept them. */
  private remove({ pre, slot }: RemovalList): LeftColumns {
    const post = zeros(pre.length);
    const offset = zeros(pre.length);
    const starts = this.starts.values;
    const indices = this.indices.values;
    const offsets = this.columnOffsets?.values;
    for (let i = pre.length - 1; i >= 0; i--) {
      const address = starts[pre[i]] + slot[i];
      post[i] = indices[address];
      if (offsets) offset[i] = offsets[address];
      this.blocks.remove(pre[i], slot[i]);
      if (offsets && slot[i] < this.lengths.values[pre[i]]) {
        this.columns?.moved(indices[address], offsets[address], slot[i]);
      }
    }
    return { post, offset };
  }

  /** Adds synapses to the ends of their rows and says in which slots they are. */
  private append({ pre, post }: PairList, values: NonNullable<StoreEdit['values']>): readonly number[] {
    const slots = zeros(pre.length);
    if (pre.length === 0) return slots;
    const starting = this.variables.map(({ name, birth }) => values[name] ?? birth);
    for (let i = 0; i < pre.length; i++) {
      slots[i] = this.lengths.values[pre[i]];
      const address = this.blocks.append(pre[i]);
      this.indices.values[address] = post[i];
      this.values.blocks.forEach((block, k) => {
        const value = starting[k];
        block.values[address] = typeof value === 'number' ? value : value[i];
      });
    }
    return slots;
  }

  private loadColumns(snapshot: StoreSnapshot, addresses: Uint32Array): void {
    if (!this.columns || !this.columnOffsets) return;
    const { pre, post } = snapshot;
    const lengths = new Uint32Array(this.postSize);
    const offsets = columnOffsetsOf(snapshot, lengths);
    this.columns.reset(lengths);
    const starts = this.starts.values;
    for (let i = 0; i < post.length; i++) {
      this.columnOffsets.values[addresses[i]] = offsets[i];
      this.columns.set(post[i], offsets[i], pre[i], addresses[i] - starts[pre[i]]);
    }
  }

  /** Address of every synapse, in row order and slot order. */
  private addresses(): Uint32Array {
    const addresses = new Uint32Array(this.synapses);
    const starts = this.starts.values;
    const lengths = this.lengths.values;
    let at = 0;
    for (let row = 0; row < this.preSize; row++) {
      for (let slot = 0; slot < lengths[row]; slot++) addresses[at++] = starts[row] + slot;
    }
    return addresses;
  }
}

/** A list of zeros: for the few neurons of one rewiring it is made faster than a typed array. */
const zeros = (length: number): number[] => new Array<number>(length).fill(0);

const noPairs = { pre: new Uint32Array(0), post: new Uint32Array(0) };
