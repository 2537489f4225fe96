import type { RealArray } from './arena.ts';
import type { Rows } from './rows.ts';
import type { StoreSnapshot, SynapseVariable } from './snapshot.ts';

/** How the synapses of a projection are stored. */
export type StoreFormat = 'dense' | 'rows' | 'growable-rows' | 'bit-mask';

/** The synapses of one projection: which exist, in which slot of their row, and the variables attached to them. */
export interface Store extends Rows {
  /** How it is stored. */
  readonly format: StoreFormat;
  /** The attached variables: each follows its synapse through every edit. */
  readonly variables: readonly SynapseVariable[];
  /** The slot of a pair in its row, or -1. @param pre - presynaptic neuron @param post - postsynaptic neuron */
  find(pre: number, post: number): number;
  /** The values of a variable by address (see {@link Rows.copyRow}); read it anew after a load or an edit. @param name - the variable */
  variable(name: string): RealArray;
  /** Replaces every synapse. @param snapshot - what the store is to hold */
  load(snapshot: StoreSnapshot): void;
  /** Every synapse, in row order and slot order. */
  snapshot(): StoreSnapshot;
}

/** Synapses chosen for removal, by row and slot. */
export interface Removals {
  /** Presynaptic neuron of each, ascending. */
  readonly pre: Uint32Array;
  /** Slot of each in its row, ascending within a row, none twice. */
  readonly slot: Uint32Array;
}

/** The same in any list: for a few synapses a plain array is made faster than a typed one. */
export interface RemovalList {
  /** Presynaptic neuron of each, ascending. */
  readonly pre: ArrayLike<number>;
  /** Slot of each in its row, ascending within a row, none twice. */
  readonly slot: ArrayLike<number>;
}

/** Pairs of neurons. */
export interface PairList {
  /** Presynaptic neuron of each. */
  readonly pre: ArrayLike<number>;
  /** Postsynaptic neuron of each. */
  readonly post: ArrayLike<number>;
}

/** One rewiring of one store, all of it decided on the state before it. */
export interface StoreEdit {
  /** Synapses to remove. */
  readonly remove?: RemovalList;
  /** Pairs to connect, in the order in which they were drawn. */
  readonly births?: PairList;
  /** Values of the new synapses by variable, one per birth or one for all; other variables start at their birth value. */
  readonly values?: Readonly<Record<string, ArrayLike<number> | number>>;
}

/** A store that can be rewired. */
export interface EditableStore extends Store {
  /**
   * Removes and adds synapses. Per row: removals from the highest slot down, each hole filled by the last synapse; then
   * births in the order given. Takes time in proportion to the touched rows, whatever the size of the store.
   *
   * @param edit - what to change; a faulty one throws and changes nothing
   */
  edit(edit: StoreEdit): void;
}
