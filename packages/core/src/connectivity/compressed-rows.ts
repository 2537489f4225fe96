import type { Arena, Block, RealArray } from './arena.ts';
import { ColumnIndex } from './column-index.ts';
import { type IndexArray, indexBits } from './index-bits.ts';
import { readSnapshot } from './read-snapshot.ts';
import { checkSnapshot, type StoreSnapshot, type SynapseVariable } from './snapshot.ts';
import { copySparseRow, findInSparseRow } from './sparse-row.ts';
import type { StoreOptions } from './store-options.ts';
import type { Store } from './store.ts';
import { VariableBlocks } from './variables.ts';

/** What compressed rows are made from. */
export interface CompressedRowsOptions extends StoreOptions {
  /** Whether to keep the synapses of each postsynaptic neuron too. */
  readonly columns: boolean;
  /** Whether a pair may have several synapses. */
  readonly multapses: boolean;
}

/** Sparse rows one after another without a gap, for connectivity that stays as it is. Also called CSR. */
export class CompressedRows implements Store {
  readonly format = 'rows';
  readonly preSize: number;
  readonly postSize: number;
  readonly variables: readonly SynapseVariable[];
  /** Postsynaptic neuron at each address. */
  readonly indices: Block<IndexArray>;
  /** Address of the first synapse of each row. */
  readonly starts: Block<Uint32Array>;
  /** Number of synapses of each row. */
  readonly lengths: Block<Uint32Array>;
  /** The synapses by postsynaptic neuron, where asked for. */
  readonly columns: ColumnIndex | undefined;
  private readonly values: VariableBlocks;
  private readonly multapses: boolean;
  private readonly arena: Arena;
  private synapses = 0;

  /** @param options - sizes, variables and memory */
  constructor({ preSize, postSize, variables, columns, multapses, arena }: CompressedRowsOptions) {
    this.preSize = preSize;
    this.postSize = postSize;
    this.variables = variables;
    this.multapses = multapses;
    this.arena = arena;
    this.indices = arena.indices(indexBits(postSize), 0);
    this.starts = arena.words(preSize);
    this.lengths = arena.words(preSize);
    this.values = new VariableBlocks(variables, arena);
    // A row of repeated pairs may be longer than there are postsynaptic neurons.
    if (columns) this.columns = new ColumnIndex(preSize, postSize, arena, multapses ? 32 : indexBits(postSize));
  }

  /** Number of synapses. */
  get count(): number {
    return this.synapses;
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
    const { preSize, postSize, variables, multapses } = this;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses });
    const { pre, post } = snapshot;
    this.synapses = pre.length;
    for (const block of [this.indices, ...this.values.blocks]) this.arena.resize(block, pre.length);
    const lengths = this.lengths.values.fill(0);
    for (const row of pre) lengths[row]++;
    const starts = this.starts.values;
    for (let row = 1; row < preSize; row++) starts[row] = starts[row - 1] + lengths[row - 1];
    this.indices.values.set(post);
    this.values.load(snapshot.variables);
    this.loadColumns(snapshot);
  }

  snapshot(): StoreSnapshot {
    return readSnapshot(this, this.values);
  }

  private loadColumns({ pre, post }: StoreSnapshot): void {
    if (!this.columns) return;
    const lengths = new Uint32Array(this.postSize);
    const offsets = post.map((column) => lengths[column]++);
    this.columns.reset(lengths);
    const starts = this.starts.values;
    for (let i = 0; i < post.length; i++) this.columns.set(post[i], offsets[i], pre[i], i - starts[pre[i]]);
  }
}
