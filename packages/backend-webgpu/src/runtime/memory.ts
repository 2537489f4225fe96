import type { ArraySpec, Plan, StoreSnapshot } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import { PackedBuffer } from '../gpu/packed-buffer.ts';
import { bindings } from '../wgsl/shader.ts';
import { Synapses } from './synapses.ts';

/** Name of a buffer. */
export type BufferName = (typeof bindings)[number];

/** Name of an array within its buffer, and of the number that tells shaders where it starts. @param id - the array */
export const itemOf = (id: number): string => `array${id}`;

/** Everything that a program keeps on the GPU. */
export class ProgramMemory {
  /** The buffers. */
  readonly buffers: Readonly<Record<BufferName, PackedBuffer>>;
  /** Which synapses there are. */
  readonly stores: readonly Synapses[];
  /** Bytes of a buffer beyond which the driver refused more. */
  granted: number = Infinity;
  private readonly plan: Plan;
  private readonly gpu: Gpu;
  private dispatchSizes: GPUBuffer | undefined;
  /** Copies of every shard array. */
  private copies = 1;

  private constructor(gpu: Gpu, plan: Plan, buffers: Readonly<Record<BufferName, PackedBuffer>>) {
    this.gpu = gpu;
    this.plan = plan;
    this.buffers = buffers;
    this.stores = plan.stores.map((spec) => new Synapses(plan, spec));
  }

  /** Makes room for a plan, with initial values. @param gpu - the GPU @param plan - the plan */
  static async create(gpu: Gpu, plan: Plan): Promise<ProgramMemory> {
    const made = await Promise.all(bindings.map((name) => PackedBuffer.create(gpu, `the ${WHAT[name]} of a network`)));
    const buffers = Object.fromEntries(bindings.map((name, i) => [name, made[i]])) as Record<BufferName, PackedBuffer>;
    const memory = new ProgramMemory(gpu, plan, buffers);
    await memory.arrange();
    memory.start();
    return memory;
  }

  /** Numbers that one copy and step of an array has. @param spec - the array */
  elements({ over }: ArraySpec): number {
    switch (over.per) {
      case 'network':
        return 1;
      case 'neuron':
        return this.plan.populations[over.population].size;
      case 'synapse':
        return this.stores[over.store].places;
    }
  }

  /** Numbers of these that belong to something: a store that the GPU edits has places to spare. @param spec - the array */
  used(spec: ArraySpec): number {
    return spec.over.per === 'synapse' && this.stores[spec.over.store].grows
      ? this.stores[spec.over.store].count
      : this.elements(spec);
  }

  /** Makes room for copies of the shard arrays; what they hold stays. @param copies - at least these */
  async openShards(copies: number): Promise<void> {
    if (copies <= this.copies) return;
    this.copies = copies;
    await this.arrangeShards();
  }

  /** A buffer for workgroups that the GPU counts itself. @param dispatches - how many dispatches have a place in it, of four numbers each @param rows - rows of workgroups of each */
  async dispatchCounts(dispatches: number, rows: number): Promise<GPUBuffer> {
    const { gpu } = this;
    if (!this.dispatchSizes || this.dispatchSizes.size < 16 * dispatches) {
      gpu.commands.submit();
      this.dispatchSizes?.destroy();
      this.dispatchSizes = await gpu.buffer('numbers of workgroups', 16 * dispatches, 'indirect');
    }
    gpu.commands.submit();
    const counts = Uint32Array.from({ length: 4 * dispatches }, (_, i) => [0, rows, 1, 0][i & 3]);
    gpu.device.queue.writeBuffer(this.dispatchSizes, 0, counts);
    return this.dispatchSizes;
  }

  /** Forgets all gradients. */
  clearShards(): void {
    for (const { id } of this.of('shard')) this.buffers.shards.clear(itemOf(id));
  }

  /** The values of a shared array, or of a shard array's first copy, in its places. @param spec - the array */
  async values(spec: ArraySpec): Promise<Float32Array<ArrayBuffer>> {
    const buffer = spec.lifetime === 'shard' ? this.buffers.shards : this.buffers.fixed;
    return buffer.read(itemOf(spec.id), 0, this.elements(spec));
  }

  /** Replaces the synapses of a store. @param store - which @param snapshot - the synapses */
  async replaceStore(store: number, snapshot: StoreSnapshot): Promise<void> {
    const synapses = this.stores[store];
    const own = this.plan.arrays.filter(({ over }) => over.per === 'synapse' && over.store === store);
    synapses.replace(snapshot);
    await this.arrange();
    for (const { id, lifetime } of own) {
      if (lifetime === 'shard') this.buffers.shards.clear(itemOf(id));
      if (lifetime === 'shared') this.buffers.fixed.clear(itemOf(id));
    }
    for (const { name, array } of synapses.spec.variables) {
      this.buffers.fixed.write(itemOf(array), synapses.placed(snapshot.variables[name]));
    }
    this.writeTopology(store);
  }

  /**
   * The synapses of a store, with pairs that the host knows: where the GPU has edited them, they are fetched.
   *
   * @param store - which
   */
  async fetched(store: number): Promise<Synapses> {
    const synapses = this.stores[store];
    if (!synapses.stale) return synapses;
    const parts = Object.keys(synapses.lengths).map(async (name) => {
      const numbers = await this.buffers.topology.read(`${name}${store}`);
      return [name, new Uint32Array(numbers.buffer)] as const;
    });
    synapses.learn(Object.fromEntries(await Promise.all(parts)));
    return synapses;
  }

  /** The synapses of all stores, see {@link ProgramMemory.fetched}. */
  async allFetched(): Promise<readonly Synapses[]> {
    for (const { spec } of this.stores) await this.fetched(spec.id);
    return this.stores;
  }

  /** Makes room in a store that the GPU edits; what it holds stays. @param store - which @param places - at least for so many synapses */
  async reserve(store: number, places: number): Promise<void> {
    if (this.stores[store].reserve(places)) await this.arrange();
  }

  /** The synapses of a store with all their variables. @param store - which */
  async snapshot(store: number): Promise<StoreSnapshot> {
    const synapses = await this.fetched(store);
    const values = synapses.spec.variables.map(async ({ name, array }) => {
      return [name, synapses.inOrder(await this.values(this.plan.arrays[array]))] as const;
    });
    return synapses.snapshot(Object.fromEntries(await Promise.all(values)));
  }

  /** Bytes of a store's index arrays and variables. @param store - which */
  storeBytes(store: number): number {
    const { spec, lengths } = this.stores[store];
    const indices = Object.keys(lengths).map((name) => this.buffers.topology.bytes(`${name}${store}`));
    const variables = spec.variables.map(({ array }) => this.buffers.fixed.bytes(itemOf(array)));
    return [...indices, ...variables].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** The numbers that tell shaders where things lie, all but the state of examples, and how many synapses there are. */
  numbers(): Map<string, number> {
    const numbers = new Map<string, number>();
    for (const { id } of this.plan.arrays) {
      const starts = [this.buffers.fixed, this.buffers.shards, this.buffers.io].map((b) => b.start(itemOf(id)));
      const start = starts.find((s) => s !== undefined);
      if (start !== undefined) numbers.set(itemOf(id), start);
    }
    this.stores.forEach((synapses, store) => {
      numbers.set(`count${store}`, synapses.places);
      numbers.set(`full${store}`, synapses.full ? 1 : 0);
      for (const name of Object.keys(synapses.lengths)) {
        numbers.set(`${name}${store}`, this.buffers.topology.start(`${name}${store}`) ?? 0);
      }
    });
    return numbers;
  }

  /** Frees it. */
  destroy(): void {
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
    this.dispatchSizes?.destroy();
  }

  private of(lifetime: ArraySpec['lifetime']): readonly ArraySpec[] {
    return this.plan.arrays.filter((a) => a.lifetime === lifetime);
  }

  private async arrange(): Promise<void> {
    const { fixed, topology } = this.buffers;
    await fixed.arrange(new Map(this.of('shared').map((spec) => [itemOf(spec.id), this.elements(spec)])));
    await topology.arrange(
      new Map(
        this.stores.flatMap((synapses, store) =>
          Object.entries(synapses.lengths).map(([name, length]): [string, number] => [`${name}${store}`, length]),
        ),
      ),
    );
    await this.arrangeShards();
  }

  private async arrangeShards(): Promise<void> {
    const lengths = this.of('shard').map((spec): [string, number] => [
      itemOf(spec.id),
      this.copies * this.elements(spec),
    ]);
    await this.buffers.shards.arrange(new Map(lengths));
  }

  /** Sets shared arrays to their initial values. */
  private start(): void {
    const births = new Map(this.plan.stores.flatMap((s) => s.variables.map((v) => [v.array, v.birth])));
    const started = new Map<number, Float32Array<ArrayBuffer>>();
    const valuesOf = (spec: ArraySpec): Float32Array<ArrayBuffer> => {
      const known = started.get(spec.id);
      if (known) return known;
      const { initial } = spec;
      const values =
        typeof initial === 'number'
          ? new Float32Array(this.elements(spec)).fill(births.get(spec.id) ?? initial)
          : valuesOf(this.plan.arrays[initial.array]).slice();
      started.set(spec.id, values);
      return values;
    };
    for (const spec of this.of('shared')) this.buffers.fixed.write(itemOf(spec.id), valuesOf(spec));
    this.stores.forEach((_, store) => this.writeTopology(store));
  }

  private writeTopology(store: number): void {
    for (const [name, words] of Object.entries(this.stores[store].topology())) {
      this.buffers.topology.write(`${name}${store}`, words);
    }
  }
}

/** What the buffers hold, for errors. */
const WHAT: Readonly<Record<BufferName, string>> = {
  topology: 'synapse indices',
  fixed: 'weights and parameters',
  example: 'state and records of the examples',
  shards: 'gradients',
  io: 'inputs and outputs',
  spikes: 'spikes',
  faults: 'error notes',
};
