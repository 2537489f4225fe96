import { GrowconeError } from '../error.ts';
import type { RealArray } from './arena.ts';
import { PresenceBits } from './presence-bits.ts';
import { readSnapshot } from './read-snapshot.ts';
import { checkSnapshot, type StoreSnapshot, type SynapseVariable } from './snapshot.ts';
import type { StoreOptions } from './store-options.ts';
import type { Store } from './store.ts';
import { VariableBlocks } from './variables.ts';

/** One bit per pair; every variable has a single value that all synapses share, at address 0. */
export class BitMask implements Store {
  readonly format = 'bit-mask';
  readonly preSize: number;
  readonly postSize: number;
  readonly variables: readonly SynapseVariable[];
  /** Which pairs are connected. */
  readonly presence: PresenceBits;
  private readonly values: VariableBlocks;
  private synapses = 0;

  /** @param options - sizes, variables and memory */
  constructor({ preSize, postSize, variables, arena }: StoreOptions) {
    this.preSize = preSize;
    this.postSize = postSize;
    this.variables = variables;
    this.presence = new PresenceBits(preSize, postSize, arena);
    this.values = new VariableBlocks(variables, arena);
    for (const block of this.values.blocks) arena.resize(block, 1);
  }

  /** Number of synapses. */
  get count(): number {
    return this.synapses;
  }

  rowLength(pre: number): number {
    return this.presence.lengths.values[pre];
  }

  copyRow(pre: number, posts: Uint32Array, addresses?: Uint32Array): number {
    const length = this.presence.copyRow(pre, posts);
    addresses?.fill(0, 0, length);
    return length;
  }

  find(pre: number, post: number): number {
    return this.presence.find(pre, post);
  }

  variable(name: string): RealArray {
    return this.values.values(name);
  }

  load(snapshot: StoreSnapshot): void {
    const { preSize, postSize, variables } = this;
    checkSnapshot(snapshot, { preSize, postSize, variables, multapses: false });
    for (const { name, birth } of variables) {
      const values = snapshot.variables[name];
      const shared = values[0] ?? birth;
      const other = values.findIndex((value) => value !== shared);
      if (other >= 0) throw new SharedValueError(name, shared, values[other], other);
      this.variable(name)[0] = shared;
    }
    this.presence.load(snapshot);
    this.synapses = snapshot.pre.length;
  }

  snapshot(): StoreSnapshot {
    return readSnapshot(this, this.values);
  }
}

/** Thrown when synapses with different values are to be stored as a bit mask. */
export class SharedValueError extends GrowconeError {
  override readonly name: string = 'SharedValueError';

  /**
   * @param variable - the variable that differs
   * @param shared - its value at the first synapse
   * @param got - its value at the other synapse
   * @param synapse - position of the other synapse
   */
  constructor(variable: string, shared: number, got: number, synapse: number) {
    super(
      'SHARED_VALUE',
      `A bit mask keeps one value of '${variable}' for all synapses, but the first has ${shared} and synapse ${synapse} ` +
        `has ${got}. Store the projection as 'rows' or 'dense', or give all synapses the same value.`,
      { variable, shared, got, synapse },
    );
  }
}
