import {
  CompressedRows,
  type GrowableRows,
  type Block,
  type ColumnIndex,
  type IndexArray,
  type Plan,
  type Store,
  type StoreSpec,
} from '@growcone/core';
import type { RewiringParts } from './load-rewiring.ts';
import { addressOf, memoryArena } from './memory-arena.ts';
import type { Memory } from './memory.ts';
import { PaddedDense } from './padded-dense.ts';
import type { LoadedShare } from './load-share.ts';

/** The synapses of a projection in the WebAssembly memory. */
export interface PlacedStore {
  /** What the plan says about it. */
  readonly spec: StoreSpec;
  /** The synapses. */
  readonly store: Store;
  /** The same, where it can be rewired. */
  readonly editable: GrowableRows | undefined;
  /** The same, where every pair has room. */
  readonly dense: PaddedDense | undefined;
  /** Bytes that it takes. */
  bytes(): number;
  /** The synapses of each thread, where threads share the network; itself alone elsewhere. */
  readonly parts: readonly PlacedStore[];
  /** Number of addresses that arrays over it need. */
  slots(): number;
  /** Its words in a context: rows, then columns where they are kept (see layout.ts). */
  words(): readonly [starts: number, lengths: number, posts: number, capacities: number, ...columns: number[]];
}

/** What a context says about a store: enough for stores that only generated code sees. */
export type StorePlace = Pick<PlacedStore, 'slots' | 'words'>;

/** What a program has beside its plan, where the plan needs it. */
export interface StoreParts {
  /** How threads share a network that runs on. */
  readonly share: LoadedShare | undefined;
  /** Stores that can be rewired. */
  readonly rewiring: RewiringParts | undefined;
}

/** Formats that can be placed. */
export const placeableFormats = ['dense', 'rows', 'growable-rows'] as const;

/** Makes an empty store. @param plan - the plan @param spec - the store @param memory - where @param parts - what is loaded on demand */
export function placeStore(plan: Plan, spec: StoreSpec, memory: Memory, { share, rewiring }: StoreParts): PlacedStore {
  if (!share) {
    const placed: Omit<PlacedStore, 'parts'> = placeWhole(plan, spec, memory, rewiring);
    const parts: PlacedStore[] = [];
    parts.push({ ...placed, parts });
    return parts[0]!;
  }
  const parts = share.ranges.map(() => placeStore(plan, spec, memory, { share: undefined, rewiring }));
  const ranges = share.ranges.map((ofThread) => ofThread[spec.post]!);
  const bytes = (): number => parts.reduce((sum, part) => sum + part.bytes(), 0);
  const stores = parts.map(({ store }) => store);
  // What a context says about the whole store is what it says about the leader's part; each thread has words of its own.
  return { ...parts[0]!, store: new share.parts.SharedStore(stores, ranges), editable: undefined, bytes, parts };
}

function placeWhole(
  plan: Plan,
  spec: StoreSpec,
  memory: Memory,
  rewiring: RewiringParts | undefined,
): Omit<PlacedStore, 'parts'> {
  const arena = memoryArena(memory);
  const { bytes } = arena;
  const options = {
    preSize: plan.populations[spec.pre]!.size,
    postSize: plan.populations[spec.post]!.size,
    variables: spec.variables.map(({ name, birth }) => ({ name, birth })),
    arena,
  };
  switch (spec.format) {
    case 'dense': {
      const dense = new PaddedDense(options);
      return {
        spec,
        store: dense,
        editable: undefined,
        dense,
        bytes,
        slots: () => dense.slots,
        words: () => [0, 0, 0, 0],
      };
    }
    case 'rows': {
      const rows = new CompressedRows({ ...options, columns: spec.columns, multapses: true });
      return { spec, store: rows, editable: undefined, dense: undefined, bytes, ...sparse(rows) };
    }
    case 'growable-rows': {
      const rows = new rewiring!.GrowableRows({ ...options, columns: spec.columns });
      return { spec, store: rows, editable: rows, dense: undefined, bytes, ...sparse(rows) };
    }
    case 'bit-mask':
      throw new RangeError('a bit mask cannot be placed');
  }
}

function sparse(rows: {
  readonly starts: Block<Uint32Array>;
  readonly lengths: Block<Uint32Array>;
  readonly indices: Block<IndexArray>;
  readonly columns: ColumnIndex | undefined;
  readonly capacities?: Block<Uint32Array>;
  readonly columnOffsets?: Block<IndexArray> | undefined;
}): StorePlace {
  const { columns, capacities, columnOffsets } = rows;
  const columnBlocks = columns ? [columns.starts, columns.lengths, columns.pre, columns.slot] : [];
  const growing = columns && columnOffsets ? [columnOffsets, columns.capacities] : [];
  return {
    slots: () => rows.indices.values.length,
    words: () => [
      addressOf(rows.starts),
      addressOf(rows.lengths),
      addressOf(rows.indices),
      capacities ? addressOf(capacities) : 0,
      ...[...columnBlocks, ...growing].map(addressOf),
    ],
  };
}
