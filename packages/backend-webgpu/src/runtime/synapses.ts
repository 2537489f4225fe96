import { checkSnapshot, columnOffsetsOf, type Plan, type StoreSnapshot, type StoreSpec } from '@growcone/core';

/** Index arrays of a store as shaders read them, by name without the store's number. */
export type Topology = Readonly<Record<string, Uint32Array<ArrayBuffer>>>;

/** Which pairs a store connects, as the host knows them, and where their values lie on the GPU. */
export class Synapses {
  /** The store. */
  readonly spec: StoreSpec;
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Whether every pair has a place. */
  readonly dense: boolean;
  /** Whether the GPU edits it: then it has more places than synapses, and shaders find the number of synapses behind the last row. */
  readonly grows: boolean;
  /** Number of synapses; where the GPU edits them, as it was at the end of the last run. */
  count: number = 0;
  /** Presynaptic and postsynaptic neuron of each synapse, in row order; undefined where the GPU has edited them since. */
  private pairs: { readonly pre: Uint32Array<ArrayBuffer>; readonly post: Uint32Array<ArrayBuffer> } | undefined;
  private columnOffsets: Uint32Array | undefined;
  /** Number of synapses to which its rewirings fill it up. */
  private readonly total: number;
  private room = 0;

  /** @param plan - the plan @param spec - the store */
  constructor({ populations, rewirings }: Plan, spec: StoreSpec) {
    this.spec = spec;
    this.preSize = populations[spec.pre].size;
    this.postSize = populations[spec.post].size;
    this.dense = spec.format === 'dense';
    this.grows = spec.format === 'growable-rows';
    const totals = rewirings.map((rule) =>
      rule.kind === 'sweep' && rule.store === spec.id && rule.count !== 'replace' ? rule.count.total : 0,
    );
    this.total = Math.max(0, ...totals);
    const pairs = this.dense ? this.preSize * this.postSize : 0;
    const pre = new Uint32Array(pairs);
    const post = new Uint32Array(pairs);
    for (let i = 0; i < pairs; i++) {
      pre[i] = Math.floor(i / this.postSize);
      post[i] = i % this.postSize;
    }
    this.setPairs(pre, post);
  }

  /** Presynaptic neuron of each synapse, in row order. */
  get pre(): Uint32Array<ArrayBuffer> {
    return this.known.pre;
  }

  /** Postsynaptic neuron of each synapse. */
  get post(): Uint32Array<ArrayBuffer> {
    return this.known.post;
  }

  /** Number of places for values. */
  get places(): number {
    return this.dense ? this.preSize * this.postSize : this.grows ? this.room : this.count;
  }

  /** Whether every place holds a synapse. */
  get full(): boolean {
    return this.count === this.places;
  }

  /** Whether the host does not know the pairs. */
  get stale(): boolean {
    return !this.pairs;
  }

  /** Makes room for synapses to come. @param places - at least these @returns whether there was too little */
  reserve(places: number): boolean {
    if (!this.grows || places <= this.room) return false;
    this.room = places;
    return true;
  }

  /** The GPU has edited it. @param count - number of synapses, if it is known */
  edited(count: number = this.count): void {
    this.pairs = undefined;
    this.columnOffsets = undefined;
    this.count = count;
  }

  /** Replaces the pairs. @param snapshot - in row order; checked here */
  replace(snapshot: StoreSnapshot): void {
    const { preSize, postSize, spec } = this;
    const { variables, format, columns } = spec;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: format === 'rows' });
    this.columnOffsets = columns ? columnOffsetsOf(snapshot, new Uint32Array(postSize)).slice() : undefined;
    this.setPairs(Uint32Array.from(snapshot.pre), Uint32Array.from(snapshot.post));
  }

  /**
   * Learns the pairs from what the GPU has.
   *
   * @param topology - its index arrays
   */
  learn({ rowStarts, pre, post, columns, byOffset }: Topology): void {
    const count = rowStarts[this.preSize];
    this.pairs = { pre: pre.slice(0, count), post: post.slice(0, count) };
    this.count = count;
    if (!this.spec.columns) return;
    const offsets = new Uint32Array(count);
    this.pairs.post.forEach((_, k) => void (offsets[byOffset[k]] = k - columns[post[byOffset[k]]]));
    this.columnOffsets = offsets;
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

  /** Numbers of each index array. */
  get lengths(): Readonly<Record<string, number>> {
    const { preSize, postSize, places, full, spec } = this;
    if (this.dense) return { present: full ? 0 : Math.ceil(places / 32) };
    const rows = { rowStarts: preSize + 1, pre: places, post: places };
    const columns = { columns: postSize + 1, order: places };
    return { ...rows, ...columns, ...(this.grows && spec.columns ? { byOffset: places } : {}) };
  }

  /** Index arrays for shaders. */
  topology(): Topology {
    const { pre, post, preSize, postSize } = this;
    if (this.dense) {
      const present = new Uint32Array(this.lengths['present']);
      if (present.length > 0) {
        for (let i = 0; i < pre.length; i++) {
          const place = this.placeOf(i);
          present[place >>> 5] |= 1 << (place & 31);
        }
      }
      return { present };
    }
    const columns = starts(post, postSize);
    const next = columns.slice();
    const order = new Uint32Array(post.length);
    // Rows are ascending, so every column is too.
    post.forEach((j, i) => void (order[next[j]++] = i));
    return { rowStarts: starts(pre, preSize), pre, post, columns, order, ...this.orderByOffset(columns) };
  }

  /** The synapses of each column in the order of their offsets, which depends on its history. */
  private orderByOffset(columns: Uint32Array): Topology {
    if (!this.grows || !this.spec.columns) return {};
    const offsets = this.columnOffsets ?? new Uint32Array();
    const byOffset = new Uint32Array(this.count);
    this.post.forEach((j, i) => void (byOffset[columns[j] + offsets[i]] = i));
    return { byOffset };
  }

  private get known(): { readonly pre: Uint32Array<ArrayBuffer>; readonly post: Uint32Array<ArrayBuffer> } {
    if (!this.pairs) throw new RangeError(`the synapses of '${this.spec.name}' must be fetched from the GPU first`);
    return this.pairs;
  }

  private setPairs(pre: Uint32Array<ArrayBuffer>, post: Uint32Array<ArrayBuffer>): void {
    this.pairs = { pre, post };
    this.count = pre.length;
    this.room = Math.max(this.room, pre.length, this.total);
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
