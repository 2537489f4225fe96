import { BitMask } from './bit-mask.ts';
import { CompressedRows } from './compressed-rows.ts';
import { Dense } from './dense.ts';
import { GrowableRows } from './growable-rows.ts';
import type { StoreOptions } from './store-options.ts';
import type { StoreFormat } from './store.ts';

/** Any store. */
export type AnyStore = Dense | CompressedRows | GrowableRows | BitMask;

/** What a store of any format is made from. */
export interface CreateStoreOptions extends StoreOptions {
  /** How it is stored. */
  readonly format: StoreFormat;
  /** Whether something reads the synapses of a postsynaptic neuron. */
  readonly columns: boolean;
  /** Whether a pair may have several synapses. */
  readonly multapses: boolean;
}

/**
 * An empty store.
 *
 * @param options - format, sizes, variables and memory
 */
export function createStore(options: CreateStoreOptions): AnyStore {
  switch (options.format) {
    case 'dense':
      return new Dense(options);
    case 'rows':
      return new CompressedRows(options);
    case 'growable-rows':
      return new GrowableRows(options);
    case 'bit-mask':
      return new BitMask(options);
    default:
      return options.format satisfies never;
  }
}
