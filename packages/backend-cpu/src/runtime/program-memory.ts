import type { ArraySpec, Pairs, Plan, StoreSnapshot } from '@growcone/core';
import type { BirthRows } from './birth-rows.ts';
import type { ColumnOrder } from './column-plan.ts';
import { ColumnRows } from './column-rows.ts';
import { firstNotFinite } from './finite.ts';
import { rowElements } from './layout.ts';
import { Memory } from './memory.ts';
import type { MemoryTools } from './memory-tools.ts';
import { placeStore, type PlacedStore, type StoreParts, type StorePlace } from './placed-store.ts';
import { Rooms } from './rooms.ts';
import { ShardMemory } from './shard-memory.ts';
import { synapseAddresses, synapseAt, type SynapsePlace } from './synapse-place.ts';

/** Where threads share a network, an address of a synapse is told by this many times the thread, and the address in its store. */
const PART = 2 ** 32;

/** The store of a thread. */
const partOf = ({ parts }: PlacedStore, part: number): PlacedStore => parts[parts.length > 1 ? part : 0]!;

/** Everything of a program that outlives a run: stores, shared arrays and gradients, in one WebAssembly memory. */
export class ProgramMemory {
  /** The memory. */
  readonly memory: Memory;
  /** Blocks of it by name. */
  readonly rooms: Rooms;
  /** The stores, by id. */
  readonly stores: readonly PlacedStore[];
  /** The gradients. */
  readonly shards: ShardMemory;
  private readonly plan: Plan;
  private readonly births: ReadonlyMap<number, BirthRows>;
  private readonly columns: ReadonlyMap<number, ColumnRows>;
  private readonly orders: readonly ColumnOrder[];

  /**
   * @param plan - the plan
   * @param stores - number of its stores that hold synapses; behind them are those in column order, then those that hold births
   * @param orders - the stores in column order
   * @param shared - whether worker threads use the memory
   * @param parts - what is loaded on demand
   */
  constructor(plan: Plan, stores: number, orders: readonly ColumnOrder[], shared: boolean, parts: StoreParts) {
    this.plan = plan;
    this.memory = new Memory(shared);
    this.rooms = new Rooms(this.memory);
    this.stores = plan.stores.slice(0, stores).map((spec) => placeStore(plan, spec, this.memory, parts));
    this.orders = orders;
    this.columns = new Map(
      orders.map(({ columns, rows }) => {
        const { name } = plan.stores[columns]!;
        return [columns, new ColumnRows(name, this.memory, this.rooms, this.stores[rows]!)];
      }),
    );
    this.births = new Map(
      plan.stores.slice(stores + orders.length).map(({ id, name, pre, post }) => {
        const size = (population: number): number => plan.populations[population]!.size;
        return [id, new parts.rewiring!.BirthRows(name, this.memory, this.rooms, size(pre), size(post))];
      }),
    );
    const sharded = plan.arrays.filter((array) => array.lifetime === 'shard');
    this.shards = new ShardMemory(
      this.memory,
      this.rooms,
      sharded.map((spec) => ({ spec, elements: () => this.elements(spec) })),
    );
    for (const array of plan.arrays) if (array.lifetime === 'shared') this.address(array);
    for (const array of plan.arrays) if (array.lifetime === 'shared') this.fillInitial(array);
  }

  /** Values that one copy of an array needs per step, padding included. @param array - the array */
  elements(array: ArraySpec): number {
    const { over } = array;
    return over.per === 'synapse' ? this.place(over.store).slots() : rowElements(this.plan, array);
  }

  /** Values of an array per step, without padding; for synapses, with slots that are not in use. @param array - the array */
  values({ over }: ArraySpec): number {
    switch (over.per) {
      case 'network':
        return 1;
      case 'neuron':
        return this.plan.populations[over.population]!.size;
      case 'synapse':
        return this.place(over.store).slots();
    }
  }

  /** What a context says about a store. @param store - its id @param part - whose, where threads share the network */
  place(store: number, part: number = 0): StorePlace {
    return this.births.get(store) ?? this.columns.get(store) ?? partOf(this.stores[store]!, part);
  }

  /** Holds new synapses while their values are computed. @param store - the store for births @param births - the synapses @returns the slot of each */
  placeBirths(store: number, births: Pairs): Uint32Array {
    return this.births.get(store)!.set(births);
  }

  /** Where a shared array lies, or the first copy of a shard array. @param array - the array @param part - whose, where threads share the network */
  address(array: ArraySpec, part: number = 0): number {
    if (array.lifetime === 'shard') return this.shards.address(array.id);
    const variable = this.variableOf(array, part);
    if (variable) return variable.store.variable(variable.name).byteOffset;
    return this.rooms.take(`array ${array.name} (${array.id})`, 4 * this.elements(array) + 16);
  }

  /** A view of a shared array or of a first copy; use it at once. @param array - the array @param part - whose, where threads share the network */
  view(array: ArraySpec, part: number = 0): Float32Array {
    const start = this.address(array, part) / 4;
    const { over } = array;
    const length = over.per === 'synapse' ? this.place(over.store, part).slots() : this.values(array);
    return this.memory.f32.subarray(start, start + length);
  }

  /** A store holds other synapses now: gradients of the old ones are lost. @param store - its id */
  storeReplaced(store: number): void {
    const ofStore = (id: number): boolean => {
      const order = this.orders.find((o) => o.rows === store);
      return id === store || id === order?.columns;
    };
    const lost = this.plan.arrays.filter(
      ({ lifetime, over }) => lifetime === 'shard' && over.per === 'synapse' && ofStore(over.store),
    );
    this.shards.clear(lost.map(({ id }) => id));
    this.storesChanged();
  }

  /** Makes room for what is attached to a store after its synapses have changed. */
  storesChanged(): void {
    for (const columns of this.columns.values()) columns.changed();
    this.shards.resize(1);
  }

  /** Sums the copies of gradients. @param arrays - which @param tools - adds @returns arrays with a sum that is not finite */
  reduce(arrays: readonly number[], tools: MemoryTools): readonly number[] {
    const bad = arrays.map((id) => {
      const order = this.orders.find(({ gradients }) => gradients.some((g) => g.rows === id));
      const turned = order?.gradients.find((g) => g.rows === id)?.columns;
      const finite = this.shards.reduce(turned ?? id, tools);
      if (order && turned !== undefined) {
        this.columns.get(order.columns)!.addToRows(this.shards.address(turned), this.shards.address(id));
        this.shards.touched(id);
        this.shards.clear([turned]);
      }
      return finite ? undefined : id;
    });
    return bad.filter((id) => id !== undefined);
  }

  /** The synapse whose values lie at an address of arrays over a store, for errors. @param store - the store @param address - the address */
  synapseAt(store: number, address: number): SynapsePlace {
    const shared = this.stores[store]?.parts ?? [];
    if (shared.length > 1) return synapseAt(shared[Math.floor(address / PART)]!, address % PART);
    const order = this.orders.find(({ columns }) => columns === store);
    const inRows = order ? this.columns.get(store)!.addressOf(address) : address;
    return synapseAt(this.stores[order?.rows ?? store]!, inRows ?? NaN);
  }

  /** The synapses of a store with the values of one array over it. @param array - the array */
  synapsesOf(array: ArraySpec): StoreSnapshot {
    if (array.over.per !== 'synapse') return { pre: new Uint32Array(0), post: new Uint32Array(0), variables: {} };
    const { store } = this.stores[array.over.store]!;
    const { pre, post } = store.snapshot();
    const view = this.view(array);
    return { pre, post, variables: { gradient: Float32Array.from(synapseAddresses(store), (at) => view[at]!) } };
  }

  /** The first value of a shared or shard array that is not finite, by its element or address. @param array - the array @param tools - looks at many at a time */
  notFinite(array: ArraySpec, tools: MemoryTools): { readonly element: number; readonly value: number } | undefined {
    const parts = array.over.per === 'synapse' ? (this.stores[array.over.store]?.parts ?? []) : [];
    for (let part = 1; part < parts.length; part++) {
      const found = this.notFiniteIn(array, part, tools);
      if (found) return found;
    }
    return this.notFiniteIn(array, 0, tools);
  }

  private notFiniteIn(
    array: ArraySpec,
    part: number,
    tools: MemoryTools,
  ): { readonly element: number; readonly value: number } | undefined {
    const view = this.view(array, part);
    // A network that runs on is looked at after every call: vectors first, and one by one only if something is wrong.
    const whole = view.length & ~3;
    const rest = view.subarray(whole).every((value) => Number.isFinite(value));
    if (rest && tools.finite(view.byteOffset, 4 * whole) === 0) return undefined;
    let element = firstNotFinite(view, 0, view.length, false);
    if (element >= 0 && array.over.per === 'synapse') {
      // Addresses without a synapse may hold anything.
      const addresses = synapseAddresses(partOf(this.stores[array.over.store]!, part).store);
      element = addresses.find((at) => !Number.isFinite(view[at])) ?? -1;
    }
    return element < 0 ? undefined : { element: PART * part + element, value: view[element]! };
  }

  /** Number of synapses, 4 bytes each, of every shard array, or the size of its population. */
  get gradientBytes(): number {
    const bytes = (array: ArraySpec): number => {
      if (array.lifetime !== 'shard') return 0;
      if (array.over.per !== 'synapse') return 4 * this.values(array);
      // The same gradient in column order does not count twice.
      return 4 * (this.stores[array.over.store]?.store.count ?? 0);
    };
    return this.plan.arrays.reduce((sum, array) => sum + bytes(array), 0);
  }

  private variableOf(
    { id, over }: ArraySpec,
    part: number = 0,
  ): { store: PlacedStore['store']; name: string } | undefined {
    if (over.per !== 'synapse') return undefined;
    const placed = this.stores[over.store];
    if (!placed) return undefined;
    const { spec } = placed;
    const { store } = partOf(placed, part);
    const variable = spec.variables.find((v) => v.array === id);
    return variable && { store, name: variable.name };
  }

  private fillInitial(array: ArraySpec): void {
    if (this.variableOf(array)) return;
    const { initial } = array;
    const start = this.address(array) / 4;
    const all = this.memory.f32.subarray(start, start + this.elements(array));
    if (typeof initial === 'number') all.fill(initial);
    else all.set(this.view(this.plan.arrays[initial.array]!));
  }
}
