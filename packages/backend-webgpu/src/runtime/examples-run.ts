import type { Plan, TrialInput, TrialResult } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { ExamplesStage, Gather } from '../schedule/phase.ts';
import { arrivalFields } from '../wgsl/arrivals.ts';
import { GRID_LANES } from '../wgsl/grid-shaders.ts';
import type { Compiled } from './code.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { ExamplesCode } from './examples-code.ts';
import { copyNumbers, makeRoom, type ExamplesRoom } from './examples-room.ts';
import { NO_FAULT } from './faults.ts';
import type { Drawings } from './drawings.ts';
import { itemOf, type ProgramMemory } from './memory.ts';
import { PhaseRun } from './phase-run.ts';
import { trialWork } from './segments.ts';
import type { RunSettings } from './settings.ts';
import { SpikeBits } from './spike-bits.ts';
import { arrivalsOf } from './step-code.ts';
import { checkContinued, checkTrialInput } from './trial-input.ts';
import { TrialRecords } from './trial-records.ts';

/** What a loop over examples runs with. */
export interface ExamplesRun {
  /** The GPU. */
  readonly gpu: Gpu;
  /** The plan. */
  readonly plan: Plan;
  /** What the program keeps on the GPU. */
  readonly memory: ProgramMemory;
  /** Starts shaders. */
  readonly dispatcher: Dispatcher;
  /** Rewirings that draw pairs. */
  readonly drawings: Drawings | undefined;
  /** The loop. */
  readonly stage: ExamplesStage;
  /** Its shaders. */
  readonly code: ExamplesCode;
  /** The batch. */
  readonly input: TrialInput;
  /** Number of gradient shards. */
  readonly shards: number;
  /** What the user says about it. */
  readonly settings: RunSettings;
}

/** Workgroups that a dispatch may have in one direction on every GPU. */
const MOST_GROUPS = 65_535;
/** Bytes of spikes that are on their way to the GPU together. */
const SPIKES_AT_ONCE = 2 ** 24;

/** Runs a loop over examples, as many at a time as there is room for. @param run - what it runs with */
export async function runExamples(run: ExamplesRun): Promise<Omit<TrialResult, 'rewired'>> {
  const { plan, memory, stage, code, input } = run;
  const { size } = input;
  const populations = code.spiking.map((id) => plan.populations[id]).filter(({ spikes }) => spikes === 'input');
  checkTrialInput(input, {
    populations: populations.filter(({ id }) => input.spikes[id] !== undefined || code.inKernels.includes(id)),
    inputs: code.inputs.map((spec) => ({ spec, numbers: copyNumbers(run, spec) })),
  });

  if (stage.continues) checkContinued(input, plan.populations);

  const room = await makeRoom(run);
  const records = new TrialRecords(run, room.layout);
  for (let first = 0; first < size; first += room.choice.atOnce) {
    await runSome(run, room, records, first, Math.min(room.choice.atOnce, size - first));
  }
  const outputs = plan.arrays.filter(({ lifetime }) => lifetime === 'output');
  return {
    outputs: Object.fromEntries(
      await Promise.all(outputs.map(async ({ id }) => [id, await memory.buffers.io.read(itemOf(id))] as const)),
    ),
    ...(await records.result()),
  };
}

/** Runs examples that are in work together. */
async function runSome(
  run: ExamplesRun,
  room: ExamplesRoom,
  records: TrialRecords,
  first: number,
  count: number,
): Promise<void> {
  const { memory, dispatcher, stage, input, shards } = run;
  const { layout, sweeps, choice } = room;
  await writeInputs(run, room, first, count);
  memory.buffers.faults.write('all', new Uint32Array(room.faultWords * count).fill(NO_FAULT));
  const numbers = numbersFor(run, room, first, count);
  const grid = (compiled: Compiled, elements: number, y: number): void => {
    const groups = Math.min(MOST_GROUPS, Math.ceil(elements / GRID_LANES));
    if (groups > 0) dispatcher.run(compiled, numbers, groups, y);
  };
  grid(sweeps.restart, Math.max(1, layout.stride), count);

  const phases = new PhaseRun(run, room, numbers, count);
  const placesOf = ({ kernel }: Gather): number => memory.stores[kernel.store].places;
  for (const work of trialWork(stage, input.steps, choice.segment)) {
    switch (work.do) {
      case 'sweep':
        await phases.run(work);
        break;
      case 'gather':
        numbers.set('begin', work.begin).set('end', work.end);
        grid(sweeps.gather(work.gather), placesOf(work.gather), work.gather.sums ? count : shards);
        break;
      case 'add sums':
        grid(sweeps.addSums(work.gather), placesOf(work.gather), shards);
        break;
      case 'save':
      case 'restore': {
        const kept = (layout.starts.get('checkpoints') ?? 0) + work.checkpoint * layout.checkpoint;
        const [from, to] = work.do === 'save' ? [0, kept] : [kept, 0];
        numbers.set('copyFrom', from).set('copyTo', to).set('copied', layout.checkpoint);
        grid(sweeps.copy, layout.checkpoint, count);
        break;
      }
      case 'hand out':
        await records.take(first, count, work);
    }
  }
  await records.takeSpikes(count);
  const fault = await phases.fault(first);
  if (fault) throw fault;
}

/** The numbers that shaders of the examples in work are told. */
function numbersFor(
  { memory, stage, input, shards }: ExamplesRun,
  { layout, sweeps, faultWords }: ExamplesRoom,
  first: number,
  count: number,
): Map<string, number> {
  const { stride, spikeStride, rows, window } = layout;
  const firstStep = stage.continues ? (input.firstStep ?? 0) : 0;
  const numbers = new Map([...memory.numbers(), ...layout.starts]);
  const told = {
    steps: input.steps,
    examples: input.size,
    update: input.update,
    firstInRun: input.firstExample,
    shards,
    first,
    chunk: count,
    stride,
    spikeStride,
    rows,
    window,
    faultWords,
    firstStep,
    origin: firstStep - layout.past,
    // A step on a grid sets these.
    clock: 0,
    t: 0,
    tally: 0,
  };
  for (const [name, value] of Object.entries(told)) numbers.set(name, value);
  for (const arrivals of arrivalsOf(sweeps.parts)) {
    const { start, listed } = arrivalFields(arrivals);
    numbers.set(listed, numbers.has(start) ? 1 : 0).set(start, numbers.get(start) ?? 0);
  }
  return numbers;
}

/** Writes spikes and input arrays of the examples in work. */
async function writeInputs(run: ExamplesRun, { layout }: ExamplesRoom, first: number, count: number): Promise<void> {
  const { gpu, plan, memory, stage, code, input } = run;
  const past = stage.continues ? (input.past ?? {}) : {};
  const bits = new SpikeBits(plan, layout);
  const together = Math.max(1, Math.floor(SPIKES_AT_ONCE / (4 * Math.max(1, layout.spikeStride))));
  for (let e = 0; e < count; e += together) {
    if (e > 0) await gpu.finish();
    const words = bits.fill(input.spikes, past, first + e, Math.min(together, count - e));
    memory.buffers.spikes.write('all', words, e * layout.spikeStride);
  }
  for (const spec of code.inputs) {
    const each = copyNumbers(run, spec);
    const values = input.values[spec.id].slice(first * each, (first + count) * each);
    memory.buffers.io.write(itemOf(spec.id), Float32Array.from(values));
  }
}
