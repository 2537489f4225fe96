import type { Plan } from '@growcone/core';
import { chooseDelivery, type Delivery } from '../schedule/delivery.ts';
import type { ExamplesStage, Phase } from '../schedule/phase.ts';
import { arrivalsShader, sendersShader } from '../wgsl/arrival-shaders.ts';
import { ARRIVAL_SLOTS, type Arrivals } from '../wgsl/arrivals.ts';
import { FAULT_WORDS, type Noted, type Shader } from '../wgsl/shader.ts';
import { stepShaders, type StepGroup } from '../wgsl/step-shaders.ts';
import type { Compiled } from './code.ts';
import type { Synapses } from './synapses.ts';

/** A dispatch of a step, ready to run. */
export interface CompiledGroup extends Pick<StepGroup, 'when' | 'loops'> {
  /** Its code. */
  readonly compiled: Compiled;
}

/** How spikes that arrive over a store are listed, ready to run. */
export interface CompiledArrivals extends Arrivals {
  /** Lists who sent them. */
  readonly senders: Compiled;
  /** Tells postsynaptic neurons. */
  readonly tell: Compiled;
}

/** A phase whose steps run on a grid, ready to run. */
export interface StepCode {
  /** Tells it from a shader with all steps. */
  readonly kind: 'steps';
  /** Spikes that may be listed before a step. */
  readonly arrivals: readonly CompiledArrivals[];
  /** The dispatches of a step. */
  readonly groups: readonly CompiledGroup[];
  /** Values whose faults they note, in the order of a step. */
  readonly noted: readonly Noted[];
}

/** The shaders of a phase whose steps run on a grid. */
export interface StepTexts extends Pick<StepCode, 'kind' | 'noted'> {
  /** Spikes that may be listed before a step: who sent them, and the telling of postsynaptic neurons. */
  readonly arrivals: readonly (Arrivals & { readonly senders: Shader; readonly tell: Shader })[];
  /** The dispatches of a step. */
  readonly groups: readonly StepGroup[];
}

/** A part of a loop over examples. */
type Part = Pick<StepTexts, 'kind' | 'noted' | 'arrivals'> | { readonly kind: 'whole' };

/** Compiles a shader. */
export type Compile = (shader: Shader) => Promise<Compiled>;

/** Writes the shaders of a phase whose steps run on a grid. @param plan - the plan @param phase - the phase @param trains - populations whose spikes are also kept by neuron */
export function writeSteps(plan: Plan, phase: Phase, trains: ReadonlySet<number>): StepTexts {
  const { groups, noted, arrivals } = stepShaders(plan, phase, trains);
  const listing = arrivals.map((a) => ({
    ...a,
    senders: sendersShader(plan, a, phase.continues),
    tell: arrivalsShader(plan, a, phase.continues),
  }));
  return { kind: 'steps', arrivals: listing, groups, noted };
}

/** Compiles them. @param texts - the shaders @param compile - compiles a shader */
export async function compileSteps(texts: StepTexts, compile: Compile): Promise<StepCode> {
  const listing = texts.arrivals.map(async (a): Promise<CompiledArrivals> => {
    const [senders, tell] = await Promise.all([compile(a.senders), compile(a.tell)]);
    return { ...a, senders, tell };
  });
  const groups = texts.groups.map(async (group) => ({ ...group, compiled: await compile(group.shader) }));
  return { ...texts, arrivals: await Promise.all(listing), groups: await Promise.all(groups) };
}

/** Shaders of a phase whose steps run on a grid. @param texts - the phase */
export const shadersOfSteps = ({ arrivals, groups }: StepTexts): readonly Shader[] => [
  ...arrivals.flatMap(({ senders, tell }) => [senders, tell]),
  ...groups.map(({ shader }) => shader),
];

/** Spikes that any part may list. @param parts - the parts of a loop over examples */
export function arrivalsOf(parts: readonly Part[]): readonly Arrivals[] {
  const all = parts.flatMap((part) => (part.kind === 'steps' ? part.arrivals : []));
  return all.filter((a, i) => all.findIndex(({ store, delay }) => store === a.store && delay === a.delay) === i);
}

/** Words in which an example notes its first fault. @param stage - the loop over examples @param parts - its parts */
export const faultWords = ({ schedule }: ExamplesStage, parts: readonly Part[]): number =>
  schedule === 'example'
    ? FAULT_WORDS
    : 1 + Math.max(0, ...parts.map((part) => (part.kind === 'steps' ? part.noted.length : 0)));

/**
 * Arriving spikes that are listed before each step instead of looked for in columns.
 *
 * @param plan - the plan
 * @param stores - its synapses
 * @param parts - the parts of the loop over examples
 * @param wanted - what the user asks for
 */
export function listedArrivals(
  plan: Plan,
  stores: readonly Synapses[],
  parts: readonly Part[],
  wanted: Delivery | undefined,
): readonly Arrivals[] {
  return arrivalsOf(parts).filter(({ store }) => {
    const { places, postSize } = stores[store];
    const site = { synapses: places, post: postSize, dt: plan.dt, slots: ARRIVAL_SLOTS };
    return chooseDelivery(site, wanted) === 'lists';
  });
}
