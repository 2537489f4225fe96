import type { Plan } from '@growcone/core';
import { chooseDelivery, type Delivery } from '../schedule/delivery.ts';
import type { ExamplesStage, Gather, Phase, RewiringAfter } from '../schedule/phase.ts';
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
  /** Rewirings behind them, in order. */
  readonly rewirings: readonly RewiringAfter[];
  /** Values whose faults they note, in the order of a step. */
  readonly noted: readonly Noted[];
}

/** A part of a loop over examples. */
type Part = StepCode | { readonly kind: 'whole' };

/** Compiles a shader. */
export type Compile = (shader: Shader) => Promise<Compiled>;

/** Compiles a phase whose steps run on a grid. @param plan - the plan @param phase - the phase @param trains - populations whose spikes are also kept by neuron @param compile - compiles a shader */
export async function compileSteps(
  plan: Plan,
  phase: Phase,
  trains: ReadonlySet<number>,
  compile: Compile,
): Promise<StepCode> {
  const { groups, noted, arrivals } = stepShaders(plan, phase, trains);
  const { continues } = phase;
  const listing = arrivals.map(async (a): Promise<CompiledArrivals> => {
    const [senders, tell] = await Promise.all(
      [sendersShader, arrivalsShader].map((of) => compile(of(plan, a, continues))),
    );
    return { ...a, senders, tell };
  });
  const compiled = groups.map(async ({ shader, when, loops }) => ({ compiled: await compile(shader), when, loops }));
  return {
    kind: 'steps',
    arrivals: await Promise.all(listing),
    groups: await Promise.all(compiled),
    rewirings: phase.rewirings,
    noted,
  };
}

/** Spikes that any part may list. @param parts - the parts of a loop over examples */
export function arrivalsOf(parts: readonly Part[]): readonly Arrivals[] {
  const all = parts.flatMap((part) => (part.kind === 'steps' ? part.arrivals : []));
  return all.filter((a, i) => all.findIndex(({ store, delay }) => store === a.store && delay === a.delay) === i);
}

/** Whether a part of a loop over examples runs step by step on a grid. @param stage - the loop @param part - the part */
export const onGrid = ({ schedule }: ExamplesStage, part: Phase | Gather): part is Phase =>
  schedule === 'grid' && part.kind === 'phase';

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
