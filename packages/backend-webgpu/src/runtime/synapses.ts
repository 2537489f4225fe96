import {
  checkSnapshot,
  columnOffsetsOf,
  inPostOrder,
  type Plan,
  type StoreSnapshot,
  type StoreSpec,
} from '@growcone/core';

/** Index arrays of a store as shaders read them, by name without the store's number. */
export type Topology = Readonly<Record<string, Uint32Array<ArrayBuffer>>>;

/** Which pairs a store connects, on the host, and where their values lie on the GPU. */
export class Synapses {
  /** The store. */
  readonly spec: StoreSpec;
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Whether every pair has a place. */
  readonly dense: boolean;
  /** Whether the GPU draws pairs and edits rows by itself; then rows are in ascending order of the postsynaptic neuron. */
  readonly drawn: boolean;
  /** Presynaptic neuron of each synapse, in row order. */
  pre: Uint32Array<ArrayBuffer> = new Uint32Array();
  /** Postsynaptic neuron of each synapse. */
  post: Uint32Array<ArrayBuffer> = new Uint32Array();
  /** Index arrays for shaders. */
  topology: Topology = {};
  /** Number of synapses at most; the GPU knows how many there are. */
  most = 0;
  /** Whether the GPU may have edited rows since the host last knew them. */
  stale = false;
  private columnOffsets: Uint32Array | undefined;
  private room = 0;

  /** @param plan - the plan @param spec - the store */
  constructor({ populations, rewirings }: Plan, spec: StoreSpec) {
    this.drawn = rewirings.some(({ kind, store }) => kind === 'attempts' && store === spec.id);
    this.spec = spec;
    this.preSize = populations[spec.pre].size;
    this.postSize = populations[spec.post].size;
    this.dense = spec.format === 'dense';
    if (this.dense) {
      const pairs = this.preSize * this.postSize;
      this.pre = new Uint32Array(pairs);
      this.post = new Uint32Array(pairs);
      for (let i = 0; i < pairs; i++) {
        this.pre[i] = Math.floor(i / this.postSize);
        this.post[i] = i % this.postSize;
      }
    }
    this.topology = this.makeTopology();
  }

  /** Number of places for values. */
  get places(): number {
    if (this.dense) return this.preSize * this.postSize;
    return this.drawn ? this.room : this.pre.length;
  }

  /** Numbers of each index array, with room for synapses to come. */
  get lengths(): Readonly<Record<string, number>> {
    const lengths = Object.fromEntries(Object.entries(this.topology).map(([name, words]) => [name, words.length]));
    if (this.drawn) for (const name of this.perSynapse) lengths[name] = this.room;
    return lengths;
  }

  /** Whether every place holds a synapse. */
  get full(): boolean {
    return this.pre.length === this.places;
  }

  /** Replaces the pairs. @param snapshot - in row order; checked here */
  replace(snapshot: StoreSnapshot): void {
    const { preSize, postSize, spec } = this;
    const { variables, format, columns } = spec;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: format === 'rows' });
    this.columnOffsets = columns ? columnOffsetsOf(snapshot, new Uint32Array(postSize)).slice() : undefined;
    this.pre = Uint32Array.from(snapshot.pre);
    this.post = Uint32Array.from(snapshot.post);
    this.topology = this.makeTopology();
    this.most = this.pre.length;
    this.makeRoom(this.most);
    this.stale = false;
  }

  /** The order in which a snapshot is kept. @param snapshot - any */
  ordered(snapshot: StoreSnapshot): StoreSnapshot {
    return this.drawn ? inPostOrder(snapshot) : snapshot;
  }

  /** Makes room for synapses that the GPU adds. @param places - at least these */
  makeRoom(places: number): void {
    this.room = Math.max(this.room, places);
  }

  /** Takes over rows that the GPU has edited. @param topology - its index arrays */
  adopt(topology: Topology): void {
    const { rowStarts, columns, byOffset } = topology;
    const count = rowStarts[this.preSize];
    const parts = Object.entries(topology).map(([name, words]): [string, Uint32Array<ArrayBuffer>] => [
      name,
      this.perSynapse.includes(name) ? words.slice(0, count) : words,
    ]);
    this.topology = Object.fromEntries(parts);
    this.pre = this.topology['pre'];
    this.post = this.topology['post'];
    this.most = count;
    this.stale = false;
    if (!byOffset) return;
    const offsets = (this.columnOffsets = new Uint32Array(count));
    this.post.forEach((_, i) => void (offsets[byOffset[i]] = i - columns[this.post[byOffset[i]]]));
  }

  /** The pairs, with values that a caller adds. @param variables - values by name, one per synapse */
  snapshot(variables: StoreSnapshot['variables']): StoreSnapshot {
    const { columnOffsets } = this;
    return {
      pre: this.pre.slice(),
      post: this.post.slice(),
      variables,
      ...(columnOffsets ? { columnOffsets: columnOffsets.slice() } : {}),
    };
  }

  /** Values at their places, from values in row order. @param values - one per synapse */
  placed(values: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const at = new Float32Array(this.places);
    for (let i = 0; i < values.length; i++) at[this.placeOf(i)] = values[i];
    return at;
  }

  /** Values in row order, from values at their places. @param at - one per place */
  inOrder(at: Float32Array): Float32Array {
    return Float32Array.from(this.pre, (_, i) => at[this.placeOf(i)]);
  }

  /** Both ends of the synapse at a place. @param place - the place */
  ends(place: number): { readonly pre: number; readonly post: number } {
    if (this.dense) return { pre: Math.floor(place / this.postSize), post: place % this.postSize };
    return { pre: this.pre[place], post: this.post[place] };
  }

  private makeTopology(): Topology {
    const { pre, post, preSize, postSize } = this;
    if (this.dense) {
      if (this.full) return { present: new Uint32Array() };
      const present = new Uint32Array(Math.ceil(this.places / 32));
      for (let i = 0; i < pre.length; i++) {
        const place = this.placeOf(i);
        present[place >>> 5] |= 1 << (place & 31);
      }
      return { present };
    }
    const columns = starts(post, postSize);
    const next = columns.slice();
    const order = new Uint32Array(post.length);
    // Rows are ascending, so every column is too.
    post.forEach((j, i) => void (order[next[j]++] = i));
    const byOffset = this.orderByOffset(columns);
    return { rowStarts: starts(pre, preSize), pre, post, columns, order, ...(byOffset ? { byOffset } : {}) };
  }

  /** The synapses of each column in the order in which slots are drawn. */
  private orderByOffset(columns: Uint32Array): Uint32Array<ArrayBuffer> | undefined {
    const { post, columnOffsets, drawn, spec } = this;
    if (!drawn || !spec.columns) return undefined;
    const byOffset = new Uint32Array(post.length);
    post.forEach((j, i) => void (byOffset[columns[j] + (columnOffsets?.[i] ?? 0)] = i));
    return byOffset;
  }

  /** Index arrays with a number per synapse. */
  private get perSynapse(): readonly string[] {
    return ['pre', 'post', 'order', ...(this.spec.columns ? ['byOffset'] : [])];
  }

  private placeOf(synapse: number): number {
    return this.dense ? this.pre[synapse] * this.postSize + this.post[synapse] : synapse;
  }
}

/** Where each group starts, and behind the last where it ends. */
function starts(groups: Uint32Array, count: number): Uint32Array<ArrayBuffer> {
  const at = new Uint32Array(count + 1);
  for (const group of groups) at[group + 1]++;
  for (let i = 0; i < count; i++) at[i + 1] += at[i];
  return at;
}
