import type { Plan, TrialInput, TrialResult } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { ExamplesStage } from '../schedule/phase.ts';
import { FAULT_WORDS } from '../wgsl/shader.ts';
import { GRID_LANES } from '../wgsl/grid-shaders.ts';
import type { Compiled } from './code.ts';
import type { Dispatcher } from './dispatcher.ts';
import { SpikeBits } from './example-layout.ts';
import type { ExamplesCode } from './examples-code.ts';
import { copyNumbers, makeRoom, type ExamplesRoom } from './examples-room.ts';
import { exampleFault, NO_FAULT, placesPerTurn, type Timed } from './faults.ts';
import { itemOf, type ProgramMemory } from './memory.ts';
import { trialWork, type Work } from './segments.ts';
import { checkTrialInput } from './trial-input.ts';
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
  /** The loop. */
  readonly stage: ExamplesStage;
  /** Its shaders. */
  readonly code: ExamplesCode;
  /** The batch. */
  readonly input: TrialInput;
  /** Number of gradient shards. */
  readonly shards: number;
  /** Bytes that the state of the examples in work may take, and their spikes; a single example may have more. */
  readonly stateBytes: number;
}

/** Steps that one dispatch runs at most: a driver may take one that lasts seconds for hung. */
const STEPS_AT_ONCE = 256;
/** Workgroups that a dispatch may have in one direction on every GPU. */
const MOST_GROUPS = 65_535;
/** Bytes of spikes that are on their way to the GPU together. */
const SPIKES_AT_ONCE = 2 ** 24;

/** Runs a loop over examples, as many at a time as there is room for. @param run - what it runs with */
export async function runExamples(run: ExamplesRun): Promise<Omit<TrialResult, 'rewired'>> {
  const { plan, memory, code, input } = run;
  const { size } = input;
  const populations = code.spiking.map((id) => plan.populations[id]).filter(({ spikes }) => spikes === 'input');
  checkTrialInput(input, {
    populations: populations.filter(({ id }) => input.spikes[id] !== undefined || code.inKernels.includes(id)),
    inputs: code.inputs.map((spec) => ({ spec, numbers: copyNumbers(run, spec) })),
  });

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
    ...records.result(),
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
  const { gpu, plan, memory, dispatcher, stage, input, shards } = run;
  const { layout, sweeps, choice } = room;
  await writeInputs(run, room, first, count);
  memory.buffers.faults.write('all', new Uint32Array(FAULT_WORDS * count).fill(NO_FAULT));
  const numbers = new Map([...memory.numbers(), ...layout.starts]);
  const set = (values: Readonly<Record<string, number>>): Map<string, number> => {
    for (const [name, value] of Object.entries(values)) numbers.set(name, value);
    return numbers;
  };
  set({ steps: input.steps, examples: input.size, update: input.update, firstInRun: input.firstExample, shards });
  const { stride, spikeStride, rows, window } = layout;
  set({ first, chunk: count, stride, spikeStride, rows, window, clock: 0 });
  const grid = (compiled: Compiled, elements: number, y: number): void => {
    const groups = Math.min(MOST_GROUPS, Math.ceil(elements / GRID_LANES));
    if (groups > 0) dispatcher.run(compiled, numbers, groups, y);
  };
  grid(sweeps.restart, Math.max(1, stride), count);

  const timed: Timed[] = [];
  let clock = 0;
  const sweep = ({ phase, begin, end }: Extract<Work, { readonly do: 'sweep' }>): void => {
    const compiled = sweeps.phase(phase);
    const { shader } = compiled;
    for (let from = begin; from < end; from += STEPS_AT_ONCE) {
      const to = Math.min(end, from + STEPS_AT_ONCE);
      dispatcher.run(compiled, set({ begin: from, end: to, clock }), count);
      // Drivers count the time of what is handed over at once.
      gpu.commands.submit();
      const back = phase.sweep === 'reverse';
      timed.push({ shader, clock, first: back ? input.steps + 1 - from : from, direction: back ? -1 : 1 });
      clock += (to - from) * placesPerTurn(shader);
    }
  };
  for (const work of trialWork(stage, input.steps, choice.segment)) {
    switch (work.do) {
      case 'sweep':
        sweep(work);
        break;
      case 'gather': {
        const { gather, begin, end } = work;
        set({ begin, end });
        const { places } = memory.stores[gather.kernel.store];
        grid(sweeps.gather(gather), places, gather.sums ? count : shards);
        break;
      }
      case 'add sums':
        grid(sweeps.addSums(work.gather), memory.stores[work.gather.kernel.store].places, shards);
        break;
      case 'save':
      case 'restore': {
        const { checkpoint: copied, starts } = layout;
        const kept = (starts.get('checkpoints') ?? 0) + work.checkpoint * copied;
        const [copyFrom, copyTo] = work.do === 'save' ? [0, kept] : [kept, 0];
        set({ copyFrom, copyTo, copied });
        grid(sweeps.copy, copied, count);
        break;
      }
      case 'hand out':
        await records.take(first, count, work);
    }
  }
  await records.takeSpikes(count);
  const words = await gpu.read(memory.buffers.faults.buffer, 0, 4 * FAULT_WORDS * count);
  const fault = exampleFault(plan, memory.stores, words, timed, first);
  if (fault) throw fault;
}

/** Writes spikes and input arrays of the examples in work. */
async function writeInputs(run: ExamplesRun, { layout }: ExamplesRoom, first: number, count: number): Promise<void> {
  const { gpu, plan, memory, code, input } = run;
  const bits = new SpikeBits(plan, layout);
  const together = Math.max(1, Math.floor(SPIKES_AT_ONCE / (4 * Math.max(1, layout.spikeStride))));
  for (let e = 0; e < count; e += together) {
    if (e > 0) await gpu.finish();
    const words = bits.fill(input.spikes, first + e, Math.min(together, count - e));
    memory.buffers.spikes.write('all', words, e * layout.spikeStride);
  }
  for (const spec of code.inputs) {
    const each = copyNumbers(run, spec);
    const values = input.values[spec.id].slice(first * each, (first + count) * each);
    memory.buffers.io.write(itemOf(spec.id), Float32Array.from(values));
  }
}
