import type { ExamplesStage, Gather, Phase, RewiringAfter } from '../schedule/phase.ts';
import type { Plan } from '@growcone/core';
import { arrivalsShader, sendersShader } from '../wgsl/arrival-shaders.ts';
import type { Arrivals } from '../wgsl/arrivals.ts';
import type { Noted, Shader } from '../wgsl/shader.ts';
import { stepShaders, type StepGroup } from '../wgsl/step-shaders.ts';
import type { Compiled } from './code.ts';

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
export function arrivalsOf(parts: readonly (StepCode | { readonly kind: 'whole' })[]): readonly Arrivals[] {
  const all = parts.flatMap((part) => (part.kind === 'steps' ? part.arrivals : []));
  return all.filter((a, i) => all.findIndex(({ store, delay }) => store === a.store && delay === a.delay) === i);
}

/** Whether a part of a loop over examples runs step by step on a grid. @param stage - the loop @param part - the part */
export const onGrid = ({ schedule }: ExamplesStage, part: Phase | Gather): part is Phase =>
  schedule === 'grid' && part.kind === 'phase';
