import {
  checkSnapshot,
  columnOffsetsOf,
  type RealArray,
  type Store,
  type StoreSnapshot,
  type SynapseVariable,
} from '@growcone/core';
import type { Range } from './share.ts';

/** The synapses of a projection that threads share: a store per thread, each with all synapses onto a range of neurons. */
export class SharedStore implements Store {
  readonly format: Store['format'];
  readonly preSize: number;
  readonly postSize: number;
  readonly variables: readonly SynapseVariable[];
  private readonly parts: readonly Store[];
  private readonly ranges: readonly Range[];

  /** @param parts - the stores, by thread @param ranges - their postsynaptic neurons */
  constructor(parts: readonly Store[], ranges: readonly Range[]) {
    const [{ format, preSize, postSize, variables }] = parts as [Store];
    this.format = format;
    this.preSize = preSize;
    this.postSize = postSize;
    this.variables = variables;
    this.parts = parts;
    this.ranges = ranges;
  }

  get count(): number {
    return this.parts.reduce((sum, { count }) => sum + count, 0);
  }

  rowLength(pre: number): number {
    return this.parts.reduce((sum, part) => sum + part.rowLength(pre), 0);
  }

  copyRow(pre: number, posts: Uint32Array): number {
    let at = 0;
    for (const part of this.parts) at += part.copyRow(pre, posts.subarray(at));
    return at;
  }

  find(pre: number, post: number): number {
    let before = 0;
    for (const [n, { from, to }] of this.ranges.entries()) {
      if (post >= from && post < to) {
        const slot = this.parts[n]!.find(pre, post);
        return slot < 0 ? slot : before + slot;
      }
      before += this.parts[n]!.rowLength(pre);
    }
    return -1;
  }

  variable(name: string): RealArray {
    throw new RangeError(`'${name}' lies in the stores of several threads`);
  }

  load(snapshot: StoreSnapshot): void {
    const { preSize, postSize, variables } = this;
    // The parts would find what is wrong too, but some of it only after others have been replaced.
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: this.format === 'rows' });
    if (snapshot.columnOffsets) columnOffsetsOf(snapshot, new Uint32Array(postSize));
    for (const [n, part] of this.parts.entries()) part.load(selected(snapshot, this.ranges[n]!));
  }

  snapshot(): StoreSnapshot {
    const all = this.parts.map((part) => part.snapshot());
    const total = this.count;
    const pre = new Uint32Array(total);
    const post = new Uint32Array(total);
    const variables = Object.fromEntries(this.variables.map(({ name }) => [name, new Float32Array(total)]));
    const columnOffsets = all[0]!.columnOffsets && new Uint32Array(total);
    const next = all.map(() => 0);
    let at = 0;
    for (let row = 0; row < this.preSize; row++) {
      for (const [n, part] of all.entries()) {
        for (let i = next[n]!; part.pre[i] === row; next[n] = ++i, at++) {
          pre[at] = row;
          post[at] = part.post[i]!;
          for (const [name, values] of Object.entries(part.variables)) variables[name]![at] = values[i]!;
          if (columnOffsets) columnOffsets[at] = part.columnOffsets![i]!;
        }
      }
    }
    return { pre, post, variables, ...(columnOffsets ? { columnOffsets } : {}) };
  }
}

/** The synapses onto a range of neurons. */
function selected({ pre, post, variables, columnOffsets }: StoreSnapshot, { from, to }: Range): StoreSnapshot {
  let count = 0;
  for (let i = 0; i < post.length; i++) if (post[i]! >= from && post[i]! < to) count++;
  const own = new Uint32Array(count);
  for (let i = 0, n = 0; i < post.length; i++) if (post[i]! >= from && post[i]! < to) own[n++] = i;
  const of = <T extends Uint32Array | RealArray>(values: T): T => {
    const chosen = values.slice(0, count) as T;
    for (let n = 0; n < count; n++) chosen[n] = values[own[n]!]!;
    return chosen;
  };
  return {
    pre: of(pre),
    post: of(post),
    variables: Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, of(values)])),
    ...(columnOffsets ? { columnOffsets: of(columnOffsets) } : {}),
  };
}
