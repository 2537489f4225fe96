import type { Plan, TrialInput } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { Stage } from '../schedule/phase.ts';
import { GRID_LANES } from '../wgsl/grid-shaders.ts';
import type { Compiled, ProgramCode } from './code.ts';
import type { Dispatcher } from './dispatcher.ts';
import { NO_FAULT, notFinite } from './faults.ts';
import type { ProgramMemory } from './memory.ts';

/** What stages outside of examples run with. */
export interface Outside {
  /** The GPU. */
  readonly gpu: Gpu;
  /** The plan. */
  readonly plan: Plan;
  /** The program's memory. */
  readonly memory: ProgramMemory;
  /** Starts shaders. */
  readonly dispatcher: Dispatcher;
  /** The shaders. */
  readonly code: ProgramCode;
}

/** What a run of an entry tells them. */
export interface OutsideInput {
  /** The input of the run. */
  readonly input: TrialInput;
  /** Gradient shards that may hold something. */
  readonly shards: number;
  /** Examples of the last loop over examples. */
  readonly lastSize: number;
}

/** A stage that a shader over a grid runs. */
export type OutsideStage = Extract<Stage, { readonly kind: 'kernel' | 'reduceShards' | 'mean' }>;

interface Started {
  readonly compiled: Compiled;
  /** Its first word of the fault notes. */
  readonly first: number;
}

const MOST_GROUPS = 65_535;

/**
 * Runs stages outside of examples and throws if one of them stored a value that is not finite.
 *
 * @param outside - what they run with
 * @param stages - the stages, in order
 * @param given - what the run tells them
 */
export async function runOutside(
  outside: Outside,
  stages: readonly OutsideStage[],
  given: OutsideInput,
): Promise<void> {
  const { gpu, plan, memory, dispatcher } = outside;
  const work = stages.flatMap((stage) => workOf(outside, stage));
  const words = work.reduce((sum, { compiled }) => sum + compiled.shader.noted.length, 0);
  const { faults } = memory.buffers;
  if (faults.bytes('all') < 4 * words) await faults.arrange(new Map([['all', words]]));
  if (words > 0) faults.write('all', new Uint32Array(words).fill(NO_FAULT));
  const started: Started[] = [];
  let first = 0;
  for (const { compiled, elements, examples } of work) {
    const numbers = outsideNumbers(outside, given, examples ? given.lastSize : given.input.size, first);
    const groups = Math.min(MOST_GROUPS, Math.ceil(elements / GRID_LANES));
    if (groups > 0) dispatcher.run(compiled, numbers, groups);
    started.push({ compiled, first });
    first += compiled.shader.noted.length;
  }
  if (words === 0) return gpu.finish();
  await throwFault(outside, started, new Uint32Array(await gpu.read(faults.buffer, 0, 4 * words)), plan);
}

/**
 * The numbers of a shader outside of examples.
 *
 * @param outside - what it runs with
 * @param given - what the run tells it
 * @param examples - number of examples that it sees
 * @param faults - its first word of the fault notes
 */
export function outsideNumbers(
  { memory }: Outside,
  { input, shards }: OutsideInput,
  examples: number,
  faults: number,
): Map<string, number> {
  const { steps, update, firstExample: firstInRun } = input;
  const nowhere = { first: 0, stride: 0, spikeStride: 0, rows: 0 };
  const counters = { steps, examples, update, firstInRun, shards, faults };
  return new Map([...memory.numbers(), ...Object.entries({ ...counters, ...nowhere })]);
}

interface Work {
  readonly compiled: Compiled;
  /** Elements over which it loops. */
  readonly elements: number;
  /** Whether it looks at the examples of the last loop over them. */
  readonly examples: boolean;
}

function workOf({ plan, memory, code }: Outside, stage: OutsideStage): Work[] {
  switch (stage.kind) {
    case 'reduceShards':
      return stage.arrays.map((id) => {
        return { compiled: code.reduceShards(id), elements: memory.elements(plan.arrays[id]), examples: false };
      });
    case 'mean': {
      const { from, into } = stage;
      return [{ compiled: code.mean(from, into), elements: memory.elements(plan.arrays[into]), examples: true }];
    }
    case 'kernel':
      return [{ compiled: code.kernel(stage.kernel), elements: turns(plan, memory, stage.kernel), examples: false }];
  }
}

/** Turns of a kernel's loop; reductions and kernels of the network have one workgroup. */
function turns(plan: Plan, memory: ProgramMemory, id: number): number {
  const kernel = plan.kernels[id];
  switch (kernel.shape) {
    case 'neurons':
      return plan.populations[kernel.population].size;
    case 'synapses':
      return memory.stores[kernel.store].places;
    case 'rows':
      return memory.stores[kernel.store].preSize;
    case 'reduce':
    case 'network':
      return 1;
    default:
      // Outside of a sweep no spike arrives.
      return 0;
  }
}

async function throwFault(
  { memory }: Outside,
  started: readonly Started[],
  words: Uint32Array,
  plan: Plan,
): Promise<void> {
  const at = words.findIndex((word) => word !== NO_FAULT);
  if (at < 0) return;
  const { compiled, first } = started.findLast((s) => s.first <= at && s.compiled.shader.noted.length > 0) as Started;
  const noted = compiled.shader.noted[at - first];
  const values = await memory.values(plan.arrays[noted.array]);
  throw notFinite(plan, await memory.allFetched(), { noted, element: words[at], value: values[words[at]] });
}
