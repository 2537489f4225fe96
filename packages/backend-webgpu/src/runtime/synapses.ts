import { checkSnapshot, columnOffsetsOf, type Plan, type StoreSnapshot, type StoreSpec } from '@growcone/core';

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
  /** Presynaptic neuron of each synapse, in row order. */
  pre: Uint32Array<ArrayBuffer> = new Uint32Array();
  /** Postsynaptic neuron of each synapse. */
  post: Uint32Array<ArrayBuffer> = new Uint32Array();
  /** Index arrays for shaders. */
  topology: Topology = {};
  private columnOffsets: Uint32Array | undefined;

  /** @param plan - the plan @param spec - the store */
  constructor({ populations }: Plan, spec: StoreSpec) {
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
    return this.dense ? this.preSize * this.postSize : this.pre.length;
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
    return { rowStarts: starts(pre, preSize), pre, post, columns, order };
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
