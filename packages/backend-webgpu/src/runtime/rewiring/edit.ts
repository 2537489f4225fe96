import type { Plan } from '@growcone/core';
import {
  carryValues,
  countBirths,
  countStretches,
  editColumns,
  editOffsets,
  editRows,
  listBirths,
  writeEnds,
} from '../../wgsl/rewiring/edit-shaders.ts';
import { NOWHERE } from '../../wgsl/rewiring/rewiring-shader.ts';
import { scan } from '../../wgsl/rewiring/scan.ts';
import type { Shader } from '../../wgsl/shader.ts';
import { itemOf } from '../memory.ts';
import type { RewiringDispatcher } from './rewiring-dispatcher.ts';

/** The shaders of {@link editStore}. */
export const editShaders: readonly Shader[] = [
  countBirths,
  countStretches,
  scan,
  listBirths,
  editRows,
  editColumns,
  editOffsets,
  writeEnds,
  carryValues,
];

/** An edit of a store on the GPU. */
export interface Edit {
  /** The store. */
  readonly store: number;
  /**
   * The store of its births, in the order of birth. Its index arrays `pre` and `post` hold them, and how many there are stands behind its
   * last row.
   */
  readonly births: number;
  /** Arrays over the births that hold their values, by variable; other variables start at their birth value. */
  readonly values: Readonly<Record<string, number>>;
  /** Whether births of a row are put in the order of their postsynaptic neurons, instead of that of birth. */
  readonly byPost?: boolean;
  /** Where the rewiring's report lies in the working memory. If it tells of a fault, nothing is changed. */
  readonly report: number;
}

/**
 * Working memory that an edit of a store needs, by item. The caller arranges it, with what else it needs, and sets `goes` to 1 for every
 * synapse that goes and to 0 for every other.
 *
 * @param dispatcher - starts shaders
 * @param edit - the edit
 */
export function editItems(
  { memory }: RewiringDispatcher,
  { store, births }: Pick<Edit, 'store' | 'births'>,
): Record<string, number> {
  const { preSize, postSize, places, lengths } = memory.stores[store];
  const most = memory.stores[births].places;
  return {
    goes: places,
    origin: places,
    moved: places,
    bornAt: most,
    rowBorn: preSize,
    rowFirst: preSize + 1,
    rowList: most,
    columnBorn: postSize,
    columnFirst: postSize + 1,
    columnList: most,
    newRows: preSize + 1,
    newColumns: postSize + 1,
    newPre: places,
    newPost: places,
    newOrder: places,
    carried: places,
    ...('byOffset' in lengths ? { held: places, newByOffset: places } : {}),
  };
}

/** Where the index arrays of a store lie. @param dispatcher - starts shaders @param store - the store */
export function storeNumbers({ memory }: RewiringDispatcher, store: number): Record<string, number> {
  const { preSize, postSize, lengths } = memory.stores[store];
  const starts = Object.keys(lengths).map((name) => [name, memory.buffers.topology.start(`${name}${store}`) ?? 0]);
  return { preSize, postSize, ...Object.fromEntries(starts) };
}

/** Where a list of births lies. @param dispatcher - starts shaders @param births - its store */
export function birthNumbers({ memory }: RewiringDispatcher, births: number): Record<string, number> {
  const { buffers, stores } = memory;
  const start = (name: string): number => buffers.topology.start(`${name}${births}`) ?? 0;
  return { bornPre: start('pre'), bornPost: start('post'), bornCount: start('rowStarts') + stores[births].preSize };
}

/** Where the items of the working memory lie. @param dispatcher - starts shaders @param items - their names */
export const scratchNumbers = ({ scratch }: RewiringDispatcher, items: Iterable<string>): Record<string, number> =>
  Object.fromEntries(Array.from(items, (name) => [name, scratch.start(name) ?? 0]));

/**
 * Takes synapses out of a store and puts others in, all on the GPU: rows and columns are as core's growable rows would have them, values
 * follow their synapses, and gradients are forgotten. The store must have room for what comes.
 *
 * @param dispatcher - starts shaders, and has the working memory
 * @param plan - the plan
 * @param edit - what goes and what comes
 */
export function editStore(dispatcher: RewiringDispatcher, plan: Plan, edit: Edit): void {
  const { memory, gpu, scratch } = dispatcher;
  const { store, births, values, byPost = false, report } = edit;
  const synapses = memory.stores[store];
  const { preSize, postSize, places, lengths, spec } = synapses;
  const most = memory.stores[births].places;
  const items = Object.keys(editItems(dispatcher, edit));
  const numbers = new Map(
    Object.entries({
      ...storeNumbers(dispatcher, store),
      ...birthNumbers(dispatcher, births),
      ...scratchNumbers(dispatcher, items),
      report,
      byPost: byPost ? 1 : 0,
    }),
  );
  const sum = (list: string, into: string, size: number): void => {
    const lists = { list: numbers.get(list) ?? 0, into: numbers.get(into) ?? 0, size, report };
    dispatcher.groups(scan, new Map(Object.entries(lists)), 1);
  };

  for (const counts of ['rowBorn', 'columnBorn']) scratch.clear(counts);
  dispatcher.over(countBirths, numbers, most);
  dispatcher.over(countStretches, numbers, preSize + postSize);
  sum('newRows', 'newRows', preSize);
  sum('newColumns', 'newColumns', postSize);
  sum('rowBorn', 'rowFirst', preSize);
  sum('columnBorn', 'columnFirst', postSize);
  dispatcher.over(listBirths, numbers, most);
  dispatcher.over(editRows, numbers, preSize);
  dispatcher.over(editColumns, numbers, postSize);
  if ('byOffset' in lengths) dispatcher.over(editOffsets, numbers, postSize);
  dispatcher.over(writeEnds, numbers, places);

  const { fixed, shards, topology } = memory.buffers;
  for (const { name, array, birth } of spec.variables) {
    const own = values[name];
    const bits = new Uint32Array(Float32Array.of(birth).buffer)[0];
    numbers.set('values', fixed.start(itemOf(array)) ?? 0);
    numbers.set('bornValues', own === undefined ? NOWHERE : (fixed.start(itemOf(own)) ?? 0));
    numbers.set('birth', bits);
    dispatcher.over(carryValues, numbers, places);
    move(gpu, scratch, 'carried', fixed, itemOf(array));
  }
  const renewed = { rowStarts: 'newRows', columns: 'newColumns', pre: 'newPre', post: 'newPost', order: 'newOrder' };
  for (const [name, item] of Object.entries({ ...renewed, byOffset: 'newByOffset' })) {
    if (name in lengths) move(gpu, scratch, item, topology, `${name}${store}`);
  }
  for (const { id, lifetime, over } of plan.arrays) {
    if (lifetime === 'shard' && over.per === 'synapse' && over.store === store) shards.clear(itemOf(id));
  }
  synapses.edited();
}

/** Copies an item of a buffer to an item of another. */
function move(
  { commands }: RewiringDispatcher['gpu'],
  from: RewiringDispatcher['scratch'],
  item: string,
  to: RewiringDispatcher['scratch'],
  into: string,
): void {
  commands.copy(from.buffer, 4 * (from.start(item) ?? 0), to.buffer, 4 * (to.start(into) ?? 0), to.bytes(into));
}
