import {
  checkSnapshot,
  type Arena,
  type Block,
  type RealArray,
  type Store,
  type StoreSnapshot,
  type SynapseVariable,
} from '@growcone/core';
import { padded } from './layout.ts';

/** What padded dense storage is made from. */
export interface PaddedDenseOptions {
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Variables attached to every synapse. */
  readonly variables: readonly SynapseVariable[];
  /** Where the memory comes from. */
  readonly arena: Arena;
}

/**
 * Room for every pair at address `pre · padded(postSize) + post`, so that every row starts on a whole vector. Variables of
 * pairs without a synapse are zero.
 */
export class PaddedDense implements Store {
  readonly format = 'dense';
  readonly preSize: number;
  readonly postSize: number;
  readonly variables: readonly SynapseVariable[];
  /** Number of addresses. */
  readonly slots: number;
  private readonly stride: number;
  private readonly blocks: readonly Block<RealArray>[];
  /** Postsynaptic neurons of each row that is not full, in slot order. */
  private rows: readonly Uint32Array[] | undefined;
  private synapses = 0;

  /** @param options - sizes, variables and memory */
  constructor({ preSize, postSize, variables, arena }: PaddedDenseOptions) {
    this.preSize = preSize;
    this.postSize = postSize;
    this.variables = variables;
    this.stride = padded(postSize);
    this.slots = preSize * this.stride;
    this.blocks = variables.map(() => arena.reals(this.slots));
  }

  /** Number of synapses. */
  get count(): number {
    return this.synapses;
  }

  /** Whether every pair is connected. */
  get full(): boolean {
    return this.rows === undefined;
  }

  rowLength(pre: number): number {
    return this.rows ? this.rows[pre]!.length : this.postSize;
  }

  copyRow(pre: number, posts: Uint32Array, addresses?: Uint32Array): number {
    const row = this.rows?.[pre];
    const length = row ? row.length : this.postSize;
    for (let slot = 0; slot < length; slot++) {
      posts[slot] = row ? row[slot]! : slot;
      if (addresses) addresses[slot] = pre * this.stride + posts[slot]!;
    }
    return length;
  }

  find(pre: number, post: number): number {
    return this.rows ? this.rows[pre]!.indexOf(post) : post;
  }

  variable(name: string): RealArray {
    return this.block(name).values;
  }

  /** The block of a variable. @param name - the variable */
  block(name: string): Block<RealArray> {
    const i = this.variables.findIndex((v) => v.name === name);
    if (i < 0) throw new RangeError(`no variable ${name}`);
    return this.blocks[i]!;
  }

  load(snapshot: StoreSnapshot): void {
    const { preSize, postSize, variables, stride } = this;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: false });
    const { pre, post } = snapshot;
    this.synapses = pre.length;
    const inOrder = post.every((neuron, i) => neuron === i % postSize);
    this.rows = pre.length === preSize * postSize && inOrder ? undefined : split(pre, post, preSize);
    variables.forEach(({ name }, k) => {
      const target = this.blocks[k]!.values.fill(0);
      const source = snapshot.variables[name]!;
      for (let i = 0; i < pre.length; i++) target[pre[i]! * stride + post[i]!] = source[i]!;
    });
  }

  snapshot(): StoreSnapshot {
    const pre = new Uint32Array(this.synapses);
    const post = new Uint32Array(this.synapses);
    const addresses = new Uint32Array(this.synapses);
    let at = 0;
    for (let row = 0; row < this.preSize; row++) {
      const length = this.copyRow(row, post.subarray(at), addresses.subarray(at));
      pre.fill(row, at, (at += length));
    }
    const read = (values: RealArray): Float32Array => Float32Array.from(addresses, (address) => values[address]!);
    const variables = this.variables.map(({ name }, k) => [name, read(this.blocks[k]!.values)] as const);
    return { pre, post, variables: Object.fromEntries(variables) };
  }

  /** Sets the variables of pairs without a synapse back to zero, after a kernel has gone over whole rows. */
  clearAbsent(): void {
    if (!this.rows) return;
    const present = new Uint8Array(this.stride);
    this.rows.forEach((row, pre) => {
      present.fill(0);
      for (const post of row) present[post] = 1;
      const start = pre * this.stride;
      for (const { values } of this.blocks) {
        for (let post = 0; post < this.stride; post++) if (present[post] === 0) values[start + post] = 0;
      }
    });
  }
}

function split(pre: Uint32Array, post: Uint32Array, preSize: number): Uint32Array[] {
  const rows: Uint32Array[] = [];
  let at = 0;
  for (let row = 0; row < preSize; row++) {
    const start = at;
    while (at < pre.length && pre[at] === row) at++;
    rows.push(post.slice(start, at));
  }
  return rows;
}
