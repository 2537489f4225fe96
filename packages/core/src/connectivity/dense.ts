import type { Arena, RealArray } from './arena.ts';
import { PresenceBits } from './presence-bits.ts';
import { readSnapshot } from './read-snapshot.ts';
import { checkSnapshot, type StoreSnapshot, type SynapseVariable } from './snapshot.ts';
import type { StoreOptions } from './store-options.ts';
import type { Store } from './store.ts';
import { VariableBlocks } from './variables.ts';

/**
 * Room for every pair, at address `pre · postSize + post`: fastest where many pairs are connected.
 *
 * Where some are not, bits say which are, and every variable of an absent pair is zero; a kernel that writes variables
 * leaves absent pairs alone.
 */
export class Dense implements Store {
  readonly format = 'dense';
  readonly preSize: number;
  readonly postSize: number;
  readonly variables: readonly SynapseVariable[];
  private readonly values: VariableBlocks;
  private readonly arena: Arena;
  private bits: PresenceBits | undefined;
  private full = false;
  private synapses = 0;

  /** @param options - sizes, variables and memory */
  constructor({ preSize, postSize, variables, arena }: StoreOptions) {
    this.preSize = preSize;
    this.postSize = postSize;
    this.variables = variables;
    this.arena = arena;
    this.values = new VariableBlocks(variables, arena);
    for (const block of this.values.blocks) arena.resize(block, preSize * postSize);
  }

  /** Number of synapses. */
  get count(): number {
    return this.synapses;
  }

  /** Which pairs are connected; undefined if all are. */
  get presence(): PresenceBits | undefined {
    return this.full ? undefined : this.presenceBits();
  }

  rowLength(pre: number): number {
    return this.full ? this.postSize : this.presenceBits().lengths.values[pre];
  }

  copyRow(pre: number, posts: Uint32Array, addresses?: Uint32Array): number {
    const length = this.full ? this.postSize : this.presenceBits().copyRow(pre, posts);
    for (let slot = 0; slot < length; slot++) {
      if (this.full) posts[slot] = slot;
      if (addresses) addresses[slot] = pre * this.postSize + posts[slot];
    }
    return length;
  }

  find(pre: number, post: number): number {
    return this.full ? post : this.presenceBits().find(pre, post);
  }

  variable(name: string): RealArray {
    return this.values.values(name);
  }

  load(snapshot: StoreSnapshot): void {
    const { preSize, postSize, variables } = this;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: false });
    const { pre, post } = snapshot;
    this.synapses = pre.length;
    this.full = this.synapses === preSize * postSize;
    if (!this.full) this.presenceBits().load(snapshot);
    for (const { values } of this.values.blocks) values.fill(0);
    this.values.scatter(
      snapshot.variables,
      pre.map((row, i) => row * postSize + post[i]),
    );
  }

  snapshot(): StoreSnapshot {
    return readSnapshot(this, this.values);
  }

  private presenceBits(): PresenceBits {
    return (this.bits ??= new PresenceBits(this.preSize, this.postSize, this.arena));
  }
}
