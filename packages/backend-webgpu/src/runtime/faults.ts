import { type Plan, NotFiniteError } from '@growcone/core';
import { FAULT_WORDS, type Noted, type Shader } from '../wgsl/shader.ts';
import type { Synapses } from './synapses.ts';

/** What no fault leaves in a word. */
export const NO_FAULT = 0xffffffff;

/** A dispatch of a phase, in the order in which faults are counted. */
export interface Timed {
  /** The shader. */
  readonly shader: Shader;
  /** Where its first step stands in the order. */
  readonly clock: number;
  /** Step of its first turn; 0 outside of a sweep. */
  readonly first: number;
  /** 1 if steps go up, −1 if they go down. */
  readonly direction: 1 | -1;
}

/** Places in the order that a turn of a shader takes. @param shader - the shader */
export const placesPerTurn = ({ noted }: Shader): number => Math.max(1, noted.length);

/** Where a value was found that is not finite. */
interface Place {
  readonly noted: Noted;
  readonly element: number;
  readonly value: number;
  readonly step?: number;
  readonly example?: number;
}

/** The error that names a place. @param plan - the plan @param stores - its synapses @param place - where, and what */
export function notFinite(
  plan: Plan,
  stores: readonly Synapses[],
  { noted, element, ...where }: Place,
): NotFiniteError {
  const { name, over } = plan.arrays[noted.array];
  switch (over.per) {
    case 'network':
      return new NotFiniteError({ variable: name, ...where });
    case 'neuron':
      return new NotFiniteError({
        variable: name,
        population: plan.populations[over.population].name,
        neuron: element,
        ...where,
      });
    case 'synapse': {
      const { spec } = stores[over.store];
      return new NotFiniteError({
        variable: name,
        projection: spec.name,
        ...stores[over.store].ends(element),
        ...where,
      });
    }
  }
}

/** Whether any example in work noted a fault. @param words - what the shaders noted, per example @param each - words of an example */
export const hasFault = (words: ArrayBuffer, each: number = FAULT_WORDS): boolean =>
  new Uint32Array(words).some((word, i) => i % each === 0 && word !== NO_FAULT);

/**
 * The first fault of the examples in work: of the first example that has one.
 *
 * @param plan - the plan
 * @param stores - its synapses; where there is a fault, the host must know their pairs
 * @param words - what the shaders noted, per example
 * @param dispatches - the dispatches, in order
 * @param firstExample - number of the first of these examples within the batch
 */
export function exampleFault(
  plan: Plan,
  stores: readonly Synapses[],
  words: ArrayBuffer,
  dispatches: readonly Timed[],
  firstExample: number,
): NotFiniteError | undefined {
  const u32 = new Uint32Array(words);
  const f32 = new Float32Array(words);
  for (let at = 0; at < u32.length; at += FAULT_WORDS) {
    if (u32[at] === NO_FAULT) continue;
    const dispatch = dispatches.findLast(({ clock }) => clock <= u32[at]);
    if (!dispatch) throw new RangeError('a fault comes before the first dispatch');
    const { shader, clock, first, direction } = dispatch;
    const places = placesPerTurn(shader);
    const turn = Math.floor((u32[at] - clock) / places);
    return notFinite(plan, stores, {
      noted: shader.noted[(u32[at] - clock) % places],
      element: u32[at + 1],
      value: f32[at + 2],
      step: first === 0 ? 0 : first + direction * turn,
      example: firstExample + at / FAULT_WORDS,
    });
  }
  return undefined;
}
