import { type ArraySpec, type Plan, type TrialInput, TrialInputError, shardCount } from '@growcone/core';
import { marginsOf, marksRead } from './access.ts';
import { blockLayout, type BlockLayout } from './block-layout.ts';
import type { Contexts } from './contexts.ts';
import { finiteCheck } from './finite-check.ts';
import { scriptUnit, type Binding, type Check, type Job, type Raster, type Reset } from './job.ts';
import { contextLayout, markedSteps, padded, rowElements } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';
import { segmentLength, type SegmentOption } from './segment-choice.ts';
import { placeSegments } from './segment-setup.ts';
import { partModule } from './share-job.ts';
import type { LoadedShare } from './load-share.ts';
import { StartValues } from './start-values.ts';
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
}

/** Which variant of an entry's code a run needs: its reverse sweep works on the whole record, or in segments. */
export type Variant = 'whole' | 'segmented';

/** Turns the input of a run into jobs: places what the run needs and says where it is. */
export class TrialPlanner {
  /** The plan. */
  readonly plan: Plan;
  /** The program's memory. */
  readonly memory: ProgramMemory;
  /** The state of an example in one block. */
  readonly block: BlockLayout;
  private readonly contexts: Contexts;
  private readonly start: StartValues;
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
    this.start = new StartValues(plan, memory, this.arrays, this.block);
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
   * @param share - how threads share the network, if they do
   */
  prepare(
    name: string,
    entry: EntryAnalysis,
    body: readonly Unit[],
    input: TrialInput,
    workers: number,
    share?: LoadedShare,
  ): TrialSetup {
    const { size, steps } = input;
    const copies = entry.shards.length > 0 ? shardCount(size, this.memory.gradientBytes) : size;
    this.memory.shards.open(copies, entry.shards);
    const length = this.segmentLength(entry, steps);

    const inputs = entry.inputs.map((id) => this.placeInput(this.plan.arrays[id]!, input));
    const outputs = entry.outputs.map((id) => {
      const spec = this.plan.arrays[id]!;
      return this.arrays.place('the batch', spec, stepsOf(spec, input), size);
    });
    const recordable = entry.histories.filter(
      (id) => entry.records && this.plan.observed.arrays.includes(id) && entry.kept.includes(id),
    );
    const records = recordable.map((id) =>
      this.arrays.place('the batch', this.plan.arrays[id]!, steps + entry.flush, size),
    );
    const inputSpikes = entry.sweeps ? this.spikes.inputs(entry, input) : [];
    const image = this.start.image();

    const jobs: Job[] = [];
    for (let worker = 0; worker < Math.min(workers, copies); worker++) {
      const own = Array.from({ length: Math.ceil((copies - worker) / workers) }, (_, i) => worker + i * workers);
      jobs.push(
        this.job(name, entry, body, input, {
          worker,
          copies,
          own,
          length,
          image,
          inputs,
          outputs,
          records,
          inputSpikes,
        }),
      );
    }
    if (share) {
      const shared = share.parts.placeShared(this.plan, this.memory, this.contexts, share, jobs[0]!.firstStep);
      jobs[0] = { ...jobs[0]!, module: partModule(0), shared };
    }
    return { jobs, outputs, records };
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
    const firstStep = entry.continues ? (input.firstStep ?? 0) : 0;
    const owner = `worker ${worker}`;
    const { rooms } = this.memory;
    const context = this.contexts.write(owner, input);
    const block = rooms.take(`state of ${owner}`, this.block.bytes);
    const resets: Reset[] = [
      { to: block, perExample: 0, bytes: this.block.bytes, from: image, fromBytes: this.block.bytes },
    ];
    const checks: Check[] = [];
    const words: [number, number][] = [];

    for (const [id, { offset }] of this.block.arrays) {
      const spec = this.plan.arrays[id]!;
      words.push([id, block + offset]);
      checks.push(finiteCheck(this.memory, this.plan, spec, block + offset, 0, spec.steps as number));
    }
    for (const id of this.marked) {
      const { size } = this.plan.populations[id]!;
      // Every sweep fills it anew from the lists of spikes, so it needs no start and no checkpoint.
      const ring = rooms.take(
        `spike marks of population ${id}, ${owner}`,
        4 * padded(size) * (markedSteps(this.plan, id) + 1),
      );
      words.push([this.contexts.populationWord(id) + 2, ring]);
    }
    for (const spec of this.plan.arrays.filter((a) => a.lifetime === 'example' && a.over.per === 'synapse')) {
      const bytes = 4 * this.memory.elements(spec);
      const address = rooms.take(`${spec.name} (${spec.id}) of ${owner}`, bytes + 16);
      words.push([spec.id, address]);
      resets.push({ to: address, perExample: 0, bytes, ...this.start.contents(spec) });
      checks.push(finiteCheck(this.memory, this.plan, spec, address, 0, 1));
    }

    const recorded = length === undefined ? [] : entry.segments!.recorded;
    const batchwide = [...at.inputs, ...at.outputs, ...at.records];
    const placed = new Set(batchwide.map((rows) => rows.spec.id));
    for (const id of entry.histories) {
      if (recorded.includes(id) || placed.has(id)) continue;
      const rows = this.arrays.place(owner, this.plan.arrays[id]!, input.steps + entry.flush, 1);
      words.push([id, baseOf(rows, firstStep)]);
      if (entry.unwritten.includes(id)) resets.push(this.start.rows(rows));
    }
    this.contexts.set(owner, words);

    const bindings: Binding[] = batchwide.map((rows) => ({
      word: rows.spec.id,
      start: baseOf(rows, firstStep),
      perExample: rows.perExample,
      perShard: 0,
    }));
    for (const rows of at.records) if (entry.unwritten.includes(rows.spec.id)) resets.push(this.start.rows(rows));
    for (const rows of at.outputs) {
      const first = rows.address + rows.before * rows.stride;
      resets.push(this.start.rows(rows));
      checks.push(finiteCheck(this.memory, this.plan, rows.spec, first, rows.perExample, stepsOf(rows.spec, input)));
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
      firstStep,
      continues: entry.continues,
      steps: input.steps,
      examples: input.size,
      firstExample: input.firstExample,
      exampleWord: contextLayout(this.plan).example,
      rewiringWord: contextLayout(this.plan).rewirings,
      shards: at.copies,
      own: at.own,
      bindings,
      resets,
      rasters: entry.sweeps ? [...at.inputSpikes, ...this.spikes.models(worker, entry, input)] : [],
      checks,
      segments:
        length === undefined ? undefined : placeSegments(this, entry, { owner, block, length, steps: input.steps }),
    };
  }

  private placeInput(spec: ArraySpec, input: TrialInput): Rows {
    const rows = stepsOf(spec, input);
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
}

/** Rows of an input or output array. */
const stepsOf = ({ steps }: ArraySpec, input: TrialInput): number => (steps === 'all' ? input.steps : 1);
