import type { ArraySpec, Plan } from '@growcone/core';
import type { Moment } from './moment.ts';

/** The values of one array of a plan. */
export interface ArrayMemory {
  /** What it is. */
  readonly spec: ArraySpec;
  /** Number of elements of one step. */
  elements: number;
  /** Number of steps that it holds: 1, the length of a ring, or all steps of the trial. */
  depth: number;
  /** Number of copies: one per example for inputs and outputs, one per gradient shard, else 1. */
  copies: number;
  /** The values: [copy][step][element]. */
  values: Float64Array;
  /** Where the copy of the current example or shard starts in `values`. */
  copy: number;
  /** Whether writes happen: false for an 'all' array that the current sweep does not keep. */
  kept: boolean;
  /** Value of an element before the first and after the last step. */
  initial: (element: number) => number;
}

/** Bytes that all copies of the gradient may take (DESIGN §6). */
const GRADIENT_BYTES = 64 * 2 ** 20;

/**
 * Empty memories, one per array of the plan.
 *
 * @param plan - the plan
 * @param elements - number of elements of an array
 */
export function arrayMemories(plan: Plan, elements: (array: ArraySpec) => number): ArrayMemory[] {
  const memories = plan.arrays.map((spec): ArrayMemory => ({
    spec,
    elements: 0,
    depth: 1,
    copies: 0,
    values: new Float64Array(),
    copy: 0,
    kept: true,
    initial: () => 0,
  }));
  for (const memory of memories) {
    const { initial } = memory.spec;
    memory.initial = typeof initial === 'number' ? () => initial : (element) => memories[initial.array].values[element];
  }
  const shared = memories.filter(({ spec }) => spec.lifetime === 'shared');
  for (const memory of shared) allocate(memory, elements(memory.spec), 0, 1);
  // Arrays that start from numbers come first, because others start from them.
  for (const memory of shared) if (typeof memory.spec.initial === 'number') restart(memory);
  for (const memory of shared) if (typeof memory.spec.initial !== 'number') restart(memory);
  return memories;
}

/**
 * Makes room, with zeros.
 *
 * @param memory - the array
 * @param elements - number of elements of one step
 * @param steps - number of steps of the trial
 * @param copies - number of copies
 */
export function allocate(memory: ArrayMemory, elements: number, steps: number, copies: number): void {
  const depth = memory.spec.steps === 'all' ? steps : memory.spec.steps;
  Object.assign(memory, { elements, depth, copies, copy: 0 });
  memory.values = new Float64Array(copies * depth * elements);
}

/** Sets all copies and steps to the initial value. @param memory - the array */
export function restart(memory: ArrayMemory): void {
  const { values, elements, initial } = memory;
  for (let i = 0; i < values.length; i++) values[i] = initial(i % elements);
}

/** Selects the copy that kernels see. @param memory - the array @param copy - its number */
export function selectCopy(memory: ArrayMemory, copy: number): void {
  memory.copy = copy * memory.depth * memory.elements;
}

/**
 * Where the elements of a step start within a copy.
 *
 * @param memory - the array
 * @param step - a step from 1 to the last
 * @param first - number of steps before this run
 */
export function rowOfStep({ spec, depth, elements }: ArrayMemory, step: number, first: number = 0): number {
  if (spec.steps === 'all') return (step - first - 1) * elements;
  return depth === 1 ? 0 : (step % depth) * elements;
}

/**
 * Whether a step lies within the sweep, so that an array with several steps holds it.
 *
 * @param memory - the array
 * @param step - the step
 * @param moment - where the run is
 */
export const holdsStep = (memory: ArrayMemory, step: number, moment: Moment): boolean =>
  memory.spec.steps === 'all'
    ? step > moment.first && step <= moment.first + moment.steps
    : step >= 1 && step <= moment.last;

/**
 * Number of gradient shards: a function of the network and the batch only, so that results do not depend on how many
 * workers share the batch.
 *
 * @param examples - examples in the batch
 * @param gradientElements - elements of all shard arrays together
 */
export const shardCount = (examples: number, gradientElements: number): number =>
  Math.min(examples, 8, Math.max(1, Math.floor(GRADIENT_BYTES / Math.max(1, 4 * gradientElements))));
