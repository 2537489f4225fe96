import type { ArraySpec, Plan, TrialInput } from '@growcone/core';
import { marginsOf, marksRead } from './access.ts';
import { blockLayout, type BlockLayout } from './block-layout.ts';
import type { Contexts } from './context.ts';
import { TrialInputError } from './errors.ts';
import { scriptUnit, type Binding, type Check, type Job, type Raster, type Reset, type Segments, type Stretch } from './job.ts';
import { contextLayout, padded, rowElements } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';
import { segmentLength, type SegmentOption } from './segment-choice.ts';
import { shardCount } from './shard-memory.ts';
import type { EntryAnalysis } from './sweep-analysis.ts';
import { baseOf, TrialArrays, type Rows } from './trial-arrays.ts';
import { TrialSpikes } from './trial-spikes.ts';
import type { Unit } from './units.ts';

/** A loop over examples, ready to be handed to workers. */
export interface TrialSetup {
  /** One job per worker that has something to do. */
  readonly jobs: readonly Job[];
  /** Where outputs are. */
  readonly outputs: readonly Rows[];
  /** Where recorded arrays are. */
  readonly records: readonly Rows[];
  /** Words of all populations and outputs, for ops after the loop. */
  readonly copies: number;
}

/** Which variant of an entry's code a run needs: its reverse sweep works on the whole record, or in segments. */
export type Variant = 'whole' | 'segmented';

/** Turns the input of a run into jobs: places what the run needs and says where it is. */
export class TrialPlanner {
  private readonly plan: Plan;
  private readonly memory: ProgramMemory;
  private readonly contexts: Contexts;
  private readonly block: BlockLayout;
  private readonly marked: ReadonlySet<number>;
  private readonly segment: SegmentOption;
  /** Arrays of trials. */
  readonly arrays: TrialArrays;
  /** Spikes of trials. */
  readonly spikes: TrialSpikes;

  /**
   * @param plan - the plan
   * @param memory - the program's memory
   * @param contexts - contexts of the program
   * @param entries - all entries
   * @param segment - how reverse sweeps work
   */
  constructor(
    plan: Plan,
    memory: ProgramMemory,
    contexts: Contexts,
    entries: readonly EntryAnalysis[],
    segment: SegmentOption,
  ) {
    this.plan = plan;
    this.memory = memory;
    this.contexts = contexts;
    this.arrays = new TrialArrays(plan, memory, marginsOf(plan));
    this.block = blockLayout(plan, [...new Set(entries.flatMap((entry) => entry.segments?.state ?? []))]);
    this.marked = marksRead(plan);
    this.segment = segment;
    this.spikes = new TrialSpikes(plan, memory, contexts);
  }

  /** Steps per segment of a run; undefined where it records whole trials. @param entry - the entry @param steps - T */
  segmentLength(entry: EntryAnalysis, steps: number): number | undefined {
    if (!entry.segments) return undefined;
    const bytes = (ids: readonly number[]) =>
      ids.reduce((sum, id) => sum + 4 * rowElements(this.plan, this.plan.arrays[id]!), 0);
    return segmentLength(steps, bytes(entry.segments.recorded), bytes(entry.segments.state), this.segment);
  }

  /**
   * Places a run.
   *
   * @param name - name of the entry
   * @param entry - the entry
   * @param body - what runs per example
   * @param input - of the run
   * @param workers - number of workers
   */
  prepare(
    name: string,
    entry: EntryAnalysis,
    body: readonly Unit[],
    input: TrialInput,
    workers: number,
  ): TrialSetup {
    const { size, steps } = input;
    const copies = entry.shards.length > 0 ? shardCount(size, this.memory.gradientBytes) : size;
    if (entry.shards.length > 0) this.memory.shards.resize(copies);
    const length = this.segmentLength(entry, steps);

    const inputs = entry.inputs.map((id) => this.placeInput(this.plan.arrays[id]!, input));
    const outputs = entry.outputs.map((id) => {
      const spec = this.plan.arrays[id]!;
      return this.arrays.place('the batch', spec, spec.steps === 'all' ? steps : 1, size);
    });
    const recordable = entry.histories.filter((id) => this.plan.observed.arrays.includes(id) && entry.kept.includes(id));
    const records = recordable.map((id) => this.arrays.place('the batch', this.plan.arrays[id]!, steps + entry.flush, size));
    const inputSpikes = entry.sweeps ? this.spikes.inputs(entry, input) : [];
    const image = this.image();

    const jobs: Job[] = [];
    for (let worker = 0; worker < Math.min(workers, copies); worker++) {
      const own = Array.from({ length: Math.ceil((copies - worker) / workers) }, (_, i) => worker + i * workers);
      jobs.push(
        this.job(name, entry, body, input, { worker, copies, own, length, image, inputs, outputs, records, inputSpikes }),
      );
    }
    return { jobs, outputs, records, copies };
  }

  private job(
    name: string,
    entry: EntryAnalysis,
    body: readonly Unit[],
    input: TrialInput,
    at: {
      readonly worker: number;
      readonly copies: number;
      readonly own: readonly number[];
      readonly length: number | undefined;
      readonly image: number;
      readonly inputs: readonly Rows[];
      readonly outputs: readonly Rows[];
      readonly records: readonly Rows[];
      readonly inputSpikes: readonly Raster[];
    },
  ): Job {
    const { worker, length, image } = at;
    const owner = `worker ${worker}`;
    const { rooms } = this.memory;
    const context = this.contexts.write(owner, input);
    const block = rooms.take(`state of ${owner}`, this.block.bytes);
    const resets: Reset[] = [{ to: block, perExample: 0, bytes: this.block.bytes, from: image, fromBytes: this.block.bytes }];
    const checks: Check[] = [];
    const words: [number, number][] = [];

    for (const [id, { offset }] of this.block.arrays) {
      const spec = this.plan.arrays[id]!;
      words.push([id, block + offset]);
      checks.push(this.check(spec, block + offset, 0, spec.steps as number));
    }
    for (const id of this.marked) {
      const { size, history } = this.plan.populations[id]!;
      // Every sweep fills it anew from the lists of spikes, so it needs no start and no checkpoint.
      const ring = rooms.take(`spike marks of population ${id}, ${owner}`, 4 * padded(size) * (history + 1));
      words.push([this.contexts.populationWord(id) + 2, ring]);
    }
    for (const spec of this.plan.arrays.filter((a) => a.lifetime === 'example' && a.over.per === 'synapse')) {
      const bytes = 4 * this.memory.elements(spec);
      const address = rooms.take(`${spec.name} (${spec.id}) of ${owner}`, bytes + 16);
      words.push([spec.id, address]);
      resets.push({ to: address, perExample: 0, bytes, ...this.contents(spec) });
      checks.push(this.check(spec, address, 0, 1));
    }

    const recorded = length === undefined ? [] : entry.segments!.recorded;
    const batchwide = [...at.inputs, ...at.outputs, ...at.records];
    const placed = new Set(batchwide.map((rows) => rows.spec.id));
    for (const id of entry.histories) {
      if (recorded.includes(id) || placed.has(id)) continue;
      const rows = this.arrays.place(owner, this.plan.arrays[id]!, input.steps + entry.flush, 1);
      words.push([id, baseOf(rows)]);
      if (entry.unwritten.includes(id)) resets.push(this.resetRows(rows));
    }
    this.contexts.set(owner, words);

    const bindings: Binding[] = batchwide.map((rows) => ({
      word: rows.spec.id,
      start: baseOf(rows),
      perExample: rows.perExample,
      perShard: 0,
    }));
    for (const rows of at.records) if (entry.unwritten.includes(rows.spec.id)) resets.push(this.resetRows(rows));
    for (const rows of at.outputs) {
      resets.push(this.resetRows(rows));
      checks.push(this.check(rows.spec, rows.address + rows.before * rows.stride, rows.perExample, rows.spec.steps === 'all' ? input.steps : 1));
    }
    for (const id of entry.shards) {
      const { shards } = this.memory;
      bindings.push({ word: id, start: shards.address(id), perExample: 0, perShard: shards.stride(id) });
    }
    return {
      module: length === undefined ? 'whole' : 'segmented',
      entry: name,
      units: body.map(scriptUnit),
      context,
      steps: input.steps,
      examples: input.size,
      firstExample: input.firstExample,
      exampleWord: contextLayout(this.plan).example,
      shards: at.copies,
      own: at.own,
      bindings,
      resets,
      rasters: entry.sweeps ? [...at.inputSpikes, ...this.spikes.models(worker, entry, input)] : [],
      checks,
      segments: length === undefined ? undefined : this.segments(entry, owner, block, length, input.steps),
    };
  }

  private segments(entry: EntryAnalysis, owner: string, block: number, length: number, steps: number): Segments {
    const { recorded, state, carried, before } = entry.segments!;
    const { rooms } = this.memory;
    const stretches = (parts: readonly { offset: number; bytes: number }[]): Stretch[] => {
      const joined: Stretch[] = [];
      for (const { offset, bytes } of [...parts].sort((a, b) => a.offset - b.offset)) {
        const last = joined.at(-1);
        if (last && last.address + last.bytes === block + offset) joined[joined.length - 1] = { ...last, bytes: last.bytes + bytes };
        else joined.push({ address: block + offset, bytes });
      }
      return joined;
    };
    const kept = stretches(state.map((id) => this.block.arrays.get(id)!));
    const aside = stretches(carried.map((id) => this.block.arrays.get(id)!));
    const bytesOf = (parts: readonly Stretch[]) => parts.reduce((sum, part) => sum + part.bytes, 0);
    const count = Math.ceil(steps / length);
    return {
      length,
      before,
      checkpoints: rooms.take(`checkpoints of ${owner}`, bytesOf(kept) * (count + 1)),
      bytes: bytesOf(kept),
      state: kept,
      carried: aside,
      aside: rooms.take(`state set aside of ${owner}`, bytesOf(aside)),
      arrays: recorded.map((id) => {
        const spec = this.plan.arrays[id]!;
        const rows = this.arrays.place(`a segment of ${owner}`, spec, before + length, 1);
        const initial = rooms.take(`initial row of ${spec.name} (${id}), ${owner}`, rows.stride);
        this.arrays.fill(spec, initial, 1, rows.stride);
        return {
          word: id,
          rows: rows.address,
          stride: rows.stride,
          before: rows.before,
          after: rows.count - rows.before - before - length,
          initial,
        };
      }),
    };
  }

  /** The state that every example starts with. */
  private image(): number {
    const address = this.memory.rooms.take('state at the start', this.block.bytes);
    for (const [id, { offset }] of this.block.arrays) {
      const spec = this.plan.arrays[id]!;
      this.arrays.fill(spec, address + offset, spec.steps as number, 4 * rowElements(this.plan, spec));
    }
    return address;
  }

  /** Where the initial values of an array are: a shared array, or one vector to be repeated. */
  private contents(spec: ArraySpec): Pick<Reset, 'from' | 'fromBytes'> {
    if (typeof spec.initial === 'object') {
      const shared = this.plan.arrays[spec.initial.array]!;
      return { from: this.memory.address(shared), fromBytes: 4 * this.memory.elements(shared) };
    }
    const from = this.memory.rooms.take(`vector of ${spec.initial}`, 16);
    this.memory.memory.f32.fill(spec.initial, from / 4, from / 4 + 4);
    return { from, fromBytes: 16 };
  }

  private resetRows(rows: Rows): Reset {
    return { to: rows.address, perExample: rows.perExample, bytes: rows.stride * rows.count, ...this.contents(rows.spec) };
  }

  private placeInput(spec: ArraySpec, input: TrialInput): Rows {
    const rows = spec.steps === 'all' ? input.steps : 1;
    const placed = this.arrays.place('the batch', spec, rows, input.size);
    const values = input.values[spec.id];
    const wanted = input.size * rows * this.memory.values(spec);
    if (values?.length !== wanted) {
      throw new TrialInputError(
        `Input '${spec.name}' needs ${wanted} values (values[${spec.id}]), got ${values?.length ?? 'none'}.`,
        { array: spec.name, expected: wanted, got: values?.length },
      );
    }
    this.arrays.write(placed, values, input.size, rows);
    return placed;
  }

  private check(spec: ArraySpec, address: number, perExample: number, steps: number): Check {
    const infinite = typeof spec.initial === 'number' && !Number.isFinite(spec.initial);
    const what = { array: spec.id, address, perExample, infinite };
    if (spec.over.per !== 'synapse') {
      const stride = rowElements(this.plan, spec);
      return { ...what, bytes: 4 * stride * steps, rows: steps, stride, elements: this.memory.values(spec), joined: false };
    }
    const { dense, slots } = this.memory.stores[spec.over.store]!;
    // What lies between the rows of a dense store belongs to no pair.
    const shape = dense
      ? { rows: dense.preSize, stride: padded(dense.postSize), elements: dense.postSize }
      : { rows: 1, stride: 0, elements: slots() };
    return { ...what, bytes: 16 * Math.ceil(slots() / 4), ...shape, joined: true };
  }
}
