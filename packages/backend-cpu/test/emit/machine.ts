import type { ArraySpec, Plan, StoreSpec } from '@growcone/core';
import { emitModule } from '../../src/emit/emit-module.ts';
import * as live from '../../src/emit/live-parts.ts';
import { contextLayout, indexBytes, padded, POPULATION_WORDS, STORE_WORDS } from '../../src/runtime/layout.ts';

/** Synapses of a store that is not dense: postsynaptic neurons per presynaptic neuron, and slots left free after each row. */
export interface Connectivity {
  readonly rows: readonly (readonly number[])[];
  readonly slack?: number;
}

/** What a test machine runs. */
export interface MachineOptions {
  readonly plan: Plan;
  readonly simd: boolean;
  readonly steps?: number;
  readonly examples?: number;
  readonly example?: number;
  readonly update?: number;
  readonly shared?: boolean;
  /** By store; dense stores need none. */
  readonly connectivity?: Readonly<Record<number, Connectivity>>;
  /** Free room in the lists of spikes. */
  readonly capacity?: number;
}

/** One context in a memory of its own, laid out as src/runtime/layout.ts says: just enough to run emitted code. */
export class Machine {
  readonly plan: Plan;
  readonly steps: number;
  readonly memory: WebAssembly.Memory;
  readonly exports: Readonly<Record<string, (...args: number[]) => number>>;
  readonly context: number;
  /** Slot of the first synapse of each row, by store. */
  readonly rowStart: number[][] = [];
  private readonly connectivity: Readonly<Record<number, Connectivity>>;
  private readonly capacity: number;
  private free = 64;

  constructor(options: MachineOptions) {
    const { plan, simd, steps = 1, shared = false } = options;
    this.plan = plan;
    this.steps = steps;
    this.connectivity = options.connectivity ?? {};
    this.capacity = options.capacity ?? 20_000;
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared });
    const layout = contextLayout(plan);
    this.context = this.allocate(4 * layout.words);
    this.placeStores(layout.stores);
    for (const spec of plan.arrays) this.placeArray(spec);
    this.placePopulations(layout.populations);
    this.words[layout.steps] = steps;
    this.words[layout.examples] = options.examples ?? 1;
    this.words[layout.example] = options.example ?? 0;
    this.words[layout.update] = options.update ?? 0;
    this.words.set(plan.key, layout.key);
    const { bytes } = emitModule(plan, { simd, shared, live, recompute: true });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: this.memory } });
    this.exports = instance.exports as never;
  }

  /** Calls an exported function with the context. */
  call(name: string, ...args: number[]): number {
    const f = this.exports[name];
    if (!f) throw new RangeError(`no export ${name}`);
    return f(this.context, ...args);
  }

  /** Elements of an array at a step (0 for arrays of one step), or slots of a synapse array. */
  values(array: number, step = 0): Float32Array {
    const spec = this.plan.arrays[array]!;
    const length = this.elements(spec);
    const row = spec.steps === 1 ? 0 : spec.steps === 'all' ? step : step % spec.steps;
    return new Float32Array(this.memory.buffer, this.words[array]! + 4 * row * padded(length), length);
  }

  /** Fills an array; `value` gets the element. */
  fill(array: number, value: (element: number) => number, step = 0): void {
    const values = this.values(array, step);
    for (let i = 0; i < values.length; i++) values[i] = value(i);
  }

  /** Sets the spikes of an input population: neurons per step, from step 1. */
  setSpikes(population: number, spikes: readonly (readonly number[])[]): void {
    const { offsets, ids } = this.lists(population);
    let count = 0;
    for (let t = 1; t < offsets.length; t++) {
      offsets[t] = count;
      for (const id of spikes[t - 1] ?? []) ids[count++] = id;
    }
  }

  /** Spikes of a step. */
  spikes(population: number, step: number): number[] {
    if (step < 1) return [];
    const { offsets, ids } = this.lists(population);
    return [...ids.subarray(offsets[step], offsets[step + 1])];
  }

  /** Makes a step's list of spikes empty. */
  startStep(population: number, step: number): void {
    const { offsets } = this.lists(population);
    offsets[step + 1] = offsets[step]!;
  }

  /** Adds a spike to the list of a step. */
  addSpike(population: number, step: number, neuron: number): void {
    const { offsets, ids } = this.lists(population);
    ids[offsets[step + 1]!++] = neuron;
  }

  setCapacity(population: number, capacity: number): void {
    this.words[this.populationWords(population) + 3] = capacity;
  }

  /** Slots of the synapses of a row with their postsynaptic neurons. */
  row(store: number, pre: number): readonly { readonly slot: number; readonly post: number }[] {
    const spec = this.plan.stores[store]!;
    const size = this.plan.populations[spec.post]!.size;
    if (spec.format === 'dense')
      return Array.from({ length: size }, (_, post) => ({ slot: pre * padded(size) + post, post }));
    return this.connectivity[store]!.rows[pre]!.map((post, i) => ({ slot: this.rowStart[store]![pre]! + i, post }));
  }

  /** Made anew each time, because a memory that grows leaves its old views behind. */
  private get words(): Uint32Array {
    return new Uint32Array(this.memory.buffer, this.context, contextLayout(this.plan).words);
  }

  private populationWords(population: number): number {
    return contextLayout(this.plan).populations + POPULATION_WORDS * population;
  }

  /** The room before the arrays is zero, so steps before the first are empty. */
  private lists(population: number): { offsets: Uint32Array; ids: Uint32Array } {
    const at = this.populationWords(population);
    return {
      offsets: new Uint32Array(this.memory.buffer, this.words[at], this.steps + 20),
      ids: new Uint32Array(this.memory.buffer, this.words[at + 1], Math.max(20_000, this.capacity)),
    };
  }

  private allocate(bytes: number): number {
    const at = this.free;
    this.free = (this.free + bytes + 63) & -64;
    if (this.free > this.memory.buffer.byteLength)
      this.memory.grow(((this.free - this.memory.buffer.byteLength) >> 16) + 16);
    return at;
  }

  private elements({ over }: ArraySpec): number {
    if (over.per === 'network') return 1;
    if (over.per === 'neuron') return this.plan.populations[over.population]!.size;
    const { pre, post, format } = this.plan.stores[over.store]!;
    if (format === 'dense') return this.plan.populations[pre]!.size * padded(this.plan.populations[post]!.size);
    const { rows, slack = 0 } = this.connectivity[over.store]!;
    return rows.reduce((sum, row) => sum + this.room(format, row.length + slack), 0);
  }

  /** Rows that grow have room in steps of four. */
  private room(format: StoreSpec['format'], slots: number): number {
    return format === 'growable-rows' ? padded(slots) : slots;
  }

  private placeStores(first: number): void {
    for (const { id, format, post } of this.plan.stores) {
      if (format === 'dense') continue;
      const { rows, slack = 0 } = this.connectivity[id]!;
      const starts: number[] = [];
      let next = 0;
      for (const row of rows) {
        starts.push(next);
        next += this.room(format, row.length + slack);
      }
      this.rowStart[id] = starts;
      const [start, length] = [this.allocate(4 * rows.length), this.allocate(4 * rows.length)];
      new Uint32Array(this.memory.buffer, start, rows.length).set(starts);
      new Uint32Array(this.memory.buffer, length, rows.length).set(rows.map((r) => r.length));
      const bytes = indexBytes(this.plan.populations[post]!.size);
      const Indices = bytes === 1 ? Uint8Array : bytes === 2 ? Uint16Array : Uint32Array;
      const posts = this.allocate(bytes * next);
      const view = new Indices(this.memory.buffer, posts, next);
      rows.forEach((row, pre) => view.set(row, starts[pre]));
      this.words.set([start, length, posts, 0, ...this.placeColumns(id)], first + STORE_WORDS * id);
    }
  }

  /** The synapses of a store by postsynaptic neuron: starts, lengths, presynaptic numbers, slots in the row. */
  private placeColumns(id: number): number[] {
    const { pre, post, format } = this.plan.stores[id]!;
    const [preSize, postSize] = [pre, post].map((p) => this.plan.populations[p]!.size) as [number, number];
    const columns = Array.from({ length: postSize }, (): [number, number][] => []);
    this.connectivity[id]!.rows.forEach((row, from) => row.forEach((to, slot) => columns[to]!.push([from, slot])));
    const place = (bytes: number, values: readonly number[]): number => {
      const Numbers = bytes === 1 ? Uint8Array : bytes === 2 ? Uint16Array : Uint32Array;
      const at = this.allocate(bytes * values.length);
      new Numbers(this.memory.buffer, at, values.length).set(values);
      return at;
    };
    let next = 0;
    const starts = columns.map(({ length }) => (next += length) - length);
    return [
      place(4, starts),
      place(
        4,
        columns.map((column) => column.length),
      ),
      place(
        indexBytes(preSize),
        columns.flat().map(([from]) => from),
      ),
      place(
        format === 'rows' ? 4 : indexBytes(postSize),
        columns.flat().map(([, slot]) => slot),
      ),
    ];
  }

  private placeArray(spec: ArraySpec): void {
    const depth = spec.steps === 'all' ? this.steps + 40 : spec.steps;
    const bytes = 4 * padded(this.elements(spec)) * depth;
    const at = this.allocate(bytes);
    // Room for steps before the first.
    this.words[spec.id] = spec.steps === 'all' ? at + (bytes / depth) * 20 : at;
    if (typeof spec.initial === 'number') new Float32Array(this.memory.buffer, at, bytes / 4).fill(spec.initial);
  }

  private placePopulations(first: number): void {
    const { capacity } = this;
    for (const { id, size, history } of this.plan.populations) {
      const offsets = this.allocate(4 * (this.steps + 40)) + 80;
      // Tests may take room away and give it back, never more than this.
      const ids = this.allocate(4 * Math.max(20_000, capacity));
      const spiked = this.allocate(4 * padded(size) * (history + 1));
      this.words.set([offsets, ids, spiked, capacity], first + POPULATION_WORDS * id);
    }
  }
}
