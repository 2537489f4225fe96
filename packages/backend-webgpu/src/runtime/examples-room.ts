import type { ArraySpec, TrialInput } from '@growcone/core';
import { OutOfMemoryError } from '../errors.ts';
import type { Gpu } from '../gpu/gpu.ts';
import type { Arrivals } from '../wgsl/arrivals.ts';
import { exampleLayout, shareOf, spikeWords, type ExampleLayout, type SpikeRoom } from './example-layout.ts';
import type { Sweeps, SweepsCode } from './examples-code.ts';
import type { ExamplesRun } from './examples-run.ts';
import { itemOf, type ProgramMemory } from './memory.ts';
import { chooseSegments, type Choice, type Demand } from './segment-choice.ts';
import { faultWords, listedArrivals } from './step-code.ts';

/** What the examples in work have to themselves. */
export interface ExamplesRoom {
  /** How the batch is cut. */
  readonly choice: Choice;
  /** The code that fits it. */
  readonly sweeps: SweepsCode & Pick<Sweeps, 'parts'>;
  /** Where things lie. */
  readonly layout: ExampleLayout;
  /** Arriving spikes that are listed. */
  readonly listed: readonly Arrivals[];
  /** Words in which an example notes its first fault. */
  readonly faultWords: number;
}

/** Workgroups that a dispatch may have in one direction on every GPU. */
const MOST_GROUPS = 65_535;

/** What the cut of a batch depends on. */
export type Load = Pick<ExamplesRun, 'plan' | 'stage' | 'code' | 'shards' | 'settings'> & {
  /** The GPU's limit. */
  readonly gpu: Pick<Gpu, 'largestBuffer'>;
  /** Sizes of arrays. */
  readonly memory: Pick<ProgramMemory, 'elements' | 'stores'>;
  /** Size of the batch. */
  readonly input: Pick<TrialInput, 'size' | 'steps'>;
};

/** Numbers of one example's copy of an input or output array. @param load - the batch @param spec - the array */
export const copyNumbers = ({ memory, input }: Pick<Load, 'memory' | 'input'>, spec: ArraySpec): number =>
  memory.elements(spec) * (spec.steps === 'all' ? input.steps : spec.steps);

/**
 * Cuts a batch, and makes room for the examples that are in work together. Where the driver has less memory than the GPU's limits promise,
 * the cut is made again for half of what it refused.
 *
 * @param run - the loop over examples
 */
export async function makeRoom(run: ExamplesRun): Promise<ExamplesRoom> {
  const { gpu, memory, settings } = run;
  const demand = demandOf(run);
  for (;;) {
    const bytes = Math.min(gpu.largestBuffer, settings.stateBytes, memory.granted);
    const choice = chooseSegments(demand, bytes);
    const { layout, sweeps } = layoutFor(run, choice);
    try {
      const words = faultWords(run.stage, sweeps.parts);
      await reserve(run, choice, layout, words);
      const { listed } = spikeRoom(run);
      return {
        choice,
        layout,
        listed,
        faultWords: words,
        sweeps: { parts: sweeps.parts, ...(await sweeps.compiled()) },
      };
    } catch (error) {
      if (!(error instanceof OutOfMemoryError)) throw error;
      const refused = 4 * choice.atOnce * Math.max(layout.stride, layout.spikeStride);
      const next = chooseSegments(demand, Math.min(bytes, refused) / 2);
      if (next.atOnce === choice.atOnce && next.segment === choice.segment) throw error;
      memory.granted = Math.min(bytes, refused) / 2;
    }
  }
}

/** What a loop over examples needs. @param load - the batch */
export function demandOf(load: Load): Demand {
  const { plan, memory, stage, code, input, shards } = load;
  const { whole, segmented } = code;
  const saved = stage.segmented?.state.map((id) => plan.arrays[id]) ?? [];
  const elements = (spec: ArraySpec): number => memory.elements(spec);
  return {
    examples: input.size,
    most: Math.min(MOST_GROUPS, inputsAtOnce(load), stage.addsToShards ? shards : Infinity),
    steps: input.steps,
    spikes: spikeWords(plan, code, spikeRoom(load)),
    whole: shareOf(whole.state, elements),
    segmented: stage.segmented &&
      segmented && {
        ...shareOf(segmented.state, elements),
        checkpoint: shareOf(saved, elements).state,
        margin: stage.segmented.margin,
        recomputes: stage.segmented.recompute !== undefined,
      },
  };
}

/** What spikes of an example need room for. */
function spikeRoom({ plan, memory, stage, code, input, settings }: Load): SpikeRoom {
  const histories = code.spiking.map((id) => plan.populations[id].history);
  return {
    past: stage.continues ? Math.max(0, ...histories) : 0,
    steps: input.steps + stage.flush,
    listed: listedArrivals(plan, memory.stores, code.whole.parts, settings.delivery),
  };
}

/** Outputs of the whole batch lie in one buffer with the inputs of the examples in work. */
function inputsAtOnce(load: Load): number {
  const { gpu, plan, code, input } = load;
  const outputs = plan.arrays.filter(({ lifetime }) => lifetime === 'output');
  const each = (specs: readonly ArraySpec[]): number => specs.reduce((sum, spec) => sum + copyNumbers(load, spec), 0);
  // Each array starts at a multiple of four numbers.
  const rest = gpu.largestBuffer / 4 - input.size * each(outputs) - 4 * (outputs.length + code.inputs.length);
  if (rest >= each(code.inputs)) return Math.floor(rest / Math.max(1, each(code.inputs)));
  const needed = gpu.largestBuffer + 4 * (each(code.inputs) - rest);
  throw new OutOfMemoryError(
    `the outputs of a batch of ${input.size} examples and the inputs of one`,
    needed,
    gpu.largestBuffer,
  );
}

function layoutFor(run: ExamplesRun, { segment }: Choice): { readonly layout: ExampleLayout; readonly sweeps: Sweeps } {
  const { plan, memory, stage, code, input } = run;
  const inSegments = segment === undefined ? undefined : stage.segmented;
  const sweeps = (inSegments && code.segmented) ?? code.whole;
  const layout = exampleLayout(
    plan,
    code,
    {
      state: sweeps.state,
      saved: inSegments?.state ?? [],
      checkpoints: segment === undefined ? 0 : Math.ceil(input.steps / segment),
      window: segment === undefined ? input.steps : segment + (inSegments?.margin ?? 0),
      spikes: spikeRoom(run),
    },
    (spec) => memory.elements(spec),
  );
  return { sweeps, layout };
}

async function reserve(run: ExamplesRun, choice: Choice, layout: ExampleLayout, notes: number): Promise<void> {
  const { gpu, plan, memory, code, input } = run;
  const { buffers } = memory;
  const { stride, spikeStride, rows } = layout;
  const record = choice.segment === undefined ? 'record' : `a record of ${choice.segment} steps`;
  const lengths = [
    ['example', stride, `state and ${record}`],
    ['spikes', spikeStride, 'spikes'],
    ['faults', notes, 'error notes'],
  ] as const;
  for (const [name, each, what] of lengths) {
    if (4 * each > gpu.largestBuffer) {
      throw new OutOfMemoryError(`${what} of one example of ${rows} steps`, 4 * each, gpu.largestBuffer);
    }
    const buffer = buffers[name];
    if (buffer.bytes('all') >= 4 * each * choice.atOnce) continue;
    // What is there is of an earlier run: it must not take memory beside the new.
    await buffer.arrange(new Map());
    await buffer.arrange(new Map([['all', each * choice.atOnce]]));
  }
  const outputs = plan.arrays.filter(({ lifetime }) => lifetime === 'output');
  const io = [
    ...code.inputs.map((spec) => [itemOf(spec.id), choice.atOnce * copyNumbers(run, spec)] as const),
    ...outputs.map((spec) => [itemOf(spec.id), input.size * copyNumbers(run, spec)] as const),
  ];
  await buffers.io.arrange(new Map(io));
}
