import type { Plan, SpikeBatch, TrialInput, TrialResult } from '@growcone/core';
import { OutOfMemoryError } from '../errors.ts';
import type { Gpu } from '../gpu/gpu.ts';
import type { ExamplesStage, Phase } from '../schedule/phase.ts';
import { FAULT_WORDS } from '../wgsl/shader.ts';
import { GRID_LANES } from '../wgsl/grid-shaders.ts';
import type { Compiled, ExamplesCode } from './code.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Drawings } from './drawings.ts';
import { arrivalFields, type Arrivals } from '../wgsl/arrivals.ts';
import { exampleLayout, SpikeBits, type ExampleLayout } from './example-layout.ts';
import { exampleFault, hasFault, NO_FAULT, placesPerTurn, type Timed } from './faults.ts';
import { itemOf, type ProgramMemory } from './memory.ts';
import type { RunSettings } from './settings.ts';
import { arrivalsOf, faultWords, listedArrivals } from './step-code.ts';
import { StepRun } from './step-run.ts';
import { readEach, readRows, recentSpikes } from './example-reads.ts';
import { checkContinued, checkTrialInput } from './trial-input.ts';

/** What a loop over examples runs with. */
export interface ExamplesRun {
  readonly gpu: Gpu;
  readonly plan: Plan;
  readonly memory: ProgramMemory;
  readonly dispatcher: Dispatcher;
  readonly drawings: Drawings;
  readonly stage: ExamplesStage;
  readonly code: ExamplesCode;
  readonly input: TrialInput;
  /** Number of gradient shards. */
  readonly shards: number;
  /** What the user says about it. */
  readonly settings: RunSettings;
}

/** Steps that one dispatch runs at most: a driver may take one that lasts seconds for hung. */
const STEPS_AT_ONCE = 256;
/** Workgroups that a dispatch may have in one direction on every GPU. */
const MOST_GROUPS = 65_535;

/** Runs a loop over examples, as many at a time as there is room for. @param run - what it runs with */
export async function runExamples(run: ExamplesRun): Promise<Omit<TrialResult, 'rewired'>> {
  const { gpu, plan, memory, stage, code, input } = run;
  const { size, steps } = input;
  const populations = code.spiking.map((id) => plan.populations[id]).filter(({ spikes }) => spikes === 'input');
  const numbersOf = (spec: (typeof plan.arrays)[number]): number =>
    memory.elements(spec) * (spec.steps === 'all' ? steps : spec.steps);
  checkTrialInput(input, {
    populations: populations.filter(({ id }) => input.spikes[id] !== undefined || readsSpikes(run, id)),
    inputs: code.inputs.map((spec) => ({ spec, numbers: numbersOf(spec) })),
  });

  if (stage.continues) checkContinued(input, plan.populations);

  const outputs = plan.arrays.filter((a) => a.lifetime === 'output');
  await memory.buffers.io.arrange(
    new Map([...code.inputs, ...outputs].map((spec) => [itemOf(spec.id), size * numbersOf(spec)])),
  );
  for (const { id } of code.inputs) memory.buffers.io.write(itemOf(id), Float32Array.from(input.values[id]));

  const listed = listedArrivals(plan, memory.stores, code.parts, run.settings.delivery);
  const past = stage.continues ? Math.max(0, ...code.spiking.map((id) => plan.populations[id].history)) : 0;
  const extent = { steps, flush: stage.flush, past, listed };
  const layout = exampleLayout(plan, code, extent, (spec) => memory.elements(spec));
  const atOnce = await makeRoom(run, layout, examplesAtOnce(run, layout));
  const records = stage.records.map((id) => ({ id, values: new Float32Array(size * numbersOf(plan.arrays[id])) }));
  const spikes = stage.spikes.map((id) => ({ id, words: [] as Uint32Array[] }));
  const bits = new SpikeBits(plan, layout);
  for (let first = 0; first < size; first += atOnce) {
    const count = Math.min(atOnce, size - first);
    await runSome(run, layout, listed, bits, first, count);
    for (const { id, values } of records) {
      const each = numbersOf(plan.arrays[id]);
      const parts = await readEach(
        gpu,
        memory.buffers.example.buffer,
        layout.stride,
        layout.starts.get(itemOf(id)) ?? 0,
        each,
        count,
      );
      parts.forEach((part, e) => values.set(new Float32Array(part), (first + e) * each));
    }
    for (const { id, words } of spikes) {
      words.push(...(await readRows(run, layout, id, past, steps, count)));
    }
  }
  const recent = stage.continues ? await recentSpikes(run, code, layout, bits, steps) : undefined;
  return {
    ...(recent ? { recent } : {}),
    outputs: Object.fromEntries(
      await Promise.all(outputs.map(async ({ id }) => [id, await memory.buffers.io.read(itemOf(id))] as const)),
    ),
    records: Object.fromEntries(records.map(({ id, values }) => [id, values])),
    spikes: Object.fromEntries(spikes.map(({ id, words }): [number, SpikeBatch] => [id, bits.batch(id, words, steps)])),
  };
}

/** Whether a shader reads a population's spikes. */
const readsSpikes = ({ code }: ExamplesRun, id: number): boolean =>
  code.fields.has(`raster${id}`) || code.fields.has(`trains${id}`);

/** How many examples may be in work together. */
function examplesAtOnce(
  { gpu, stage, input, shards, settings }: ExamplesRun,
  { stride, spikeStride, rows }: ExampleLayout,
): number {
  const most = Math.min(gpu.largestBuffer, settings.stateBytes);
  const each = 4 * Math.max(1, stride, spikeStride);
  if (each > gpu.largestBuffer) {
    throw new OutOfMemoryError(`state and record of one example of ${rows} steps`, each, gpu.largestBuffer);
  }
  const fit = Math.max(1, Math.floor(most / each));
  return Math.min(input.size, fit, MOST_GROUPS, stage.addsToShards ? shards : Infinity);
}

/** Makes room for as many examples as the GPU has memory for, at most `most`. */
async function makeRoom(run: ExamplesRun, layout: ExampleLayout, most: number): Promise<number> {
  for (let count = most; ; count = Math.ceil(count / 2)) {
    try {
      await reserve(run, layout, count);
      return count;
    } catch (error) {
      if (!(error instanceof OutOfMemoryError) || count === 1) throw error;
    }
  }
}

async function reserve(
  { memory: { buffers }, stage, code }: ExamplesRun,
  { stride, spikeStride }: ExampleLayout,
  count: number,
): Promise<void> {
  const lengths = { example: stride, spikes: spikeStride, faults: faultWords(stage, code.parts) } as const;
  for (const [name, each] of Object.entries(lengths) as [keyof typeof lengths, number][]) {
    const buffer = buffers[name];
    if (buffer.bytes('all') >= 4 * each * count) continue;
    // What is there is of an earlier run: it must not take memory beside the new.
    await buffer.arrange(new Map());
    await buffer.arrange(new Map([['all', each * count]]));
  }
}

/** Runs examples that are in work together. */
async function runSome(
  run: ExamplesRun,
  layout: ExampleLayout,
  listed: readonly Arrivals[],
  bits: SpikeBits,
  first: number,
  count: number,
): Promise<void> {
  const { gpu, plan, memory, dispatcher, drawings, stage, code, input, shards } = run;
  const words = faultWords(stage, code.parts);
  const firstStep = stage.continues ? (input.firstStep ?? 0) : 0;
  memory.buffers.spikes.write('all', bits.fill(input.spikes, stage.continues ? (input.past ?? {}) : {}, first, count));
  memory.buffers.faults.write('all', new Uint32Array(words * count).fill(NO_FAULT));
  const numbers = new Map([...memory.numbers(), ...layout.starts]);
  const set = (values: Readonly<Record<string, number>>): Map<string, number> => {
    for (const [name, value] of Object.entries(values)) numbers.set(name, value);
    return numbers;
  };
  set({ steps: input.steps, examples: input.size, update: input.update, firstInRun: input.firstExample, shards });
  set({ first, chunk: count, stride: layout.stride, spikeStride: layout.spikeStride, rows: layout.rows, clock: 0 });
  // A step on a grid sets what changes from step to step.
  set({ firstStep, origin: firstStep - layout.past, faultWords: words, t: 0, tally: 0 });
  for (const arrivals of arrivalsOf(code.parts)) {
    const { start, listed: flag } = arrivalFields(arrivals);
    set({ [flag]: numbers.has(start) ? 1 : 0, [start]: numbers.get(start) ?? 0 });
  }
  dispatcher.run(code.restart, numbers, Math.min(MOST_GROUPS, Math.ceil(layout.stride / GRID_LANES) || 1), count);

  const stepRun = new StepRun({ gpu, plan, memory, dispatcher, drawings, count, numbers, listed, faultWords: words });
  const timed: Timed[] = [];
  let clock = 0;
  const dispatch = (compiled: Compiled, from: number, to: number, step: number, direction: 1 | -1): void => {
    dispatcher.run(compiled, set({ begin: from, end: to, clock }), count);
    // Drivers count the time of what is handed over at once.
    gpu.commands.submit();
    timed.push({ shader: compiled.shader, clock, first: step, direction });
    clock += (to - from) * placesPerTurn(compiled.shader);
  };
  for (const [i, part] of stage.parts.entries()) {
    const partCode = code.parts[i];
    if (partCode.kind === 'steps') {
      await stepRun.phase(part as Phase, partCode, firstStep, input.steps);
      continue;
    }
    const { compiled } = partCode;
    if (part.kind === 'gather') {
      const groups = Math.ceil(memory.stores[part.kernel.store].places / GRID_LANES);
      if (groups > 0) dispatcher.run(compiled, numbers, Math.min(MOST_GROUPS, groups), shards);
      continue;
    }
    if (part.sweep === 'none') {
      dispatch(compiled, 0, 1, 0, 1);
      continue;
    }
    const { begin, end } = turns(part, input.steps);
    for (let from = begin; from < end; from += STEPS_AT_ONCE) {
      const to = Math.min(end, from + STEPS_AT_ONCE);
      if (part.sweep === 'reverse') dispatch(compiled, from, to, input.steps + 1 - from, -1);
      else dispatch(compiled, from, to, from, 1);
    }
  }
  if (stage.schedule === 'grid') {
    const fault = await stepRun.fault(stage.continues ? undefined : first);
    if (fault) throw fault;
    return;
  }
  const notes = await gpu.read(memory.buffers.faults.buffer, 0, 4 * FAULT_WORDS * count);
  const stores = hasFault(notes) ? await memory.allFetched() : memory.stores;
  const fault = exampleFault(plan, stores, notes, timed, first);
  if (fault) throw fault;
}

/** Turns of a phase's loop; the reverse sweep counts from the last step. */
const turns = ({ sweep, flush }: Phase, steps: number): { readonly begin: number; readonly end: number } =>
  sweep === 'flush' ? { begin: steps + 1, end: steps + 1 + flush } : { begin: 1, end: steps + 1 };
