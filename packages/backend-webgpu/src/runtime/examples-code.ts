import type { ArraySpec, Plan } from '@growcone/core';
import type { ExamplesStage, Gather, Phase } from '../schedule/phase.ts';
import { kernelIds } from '../schedule/put-off.ts';
import { gatherShader, restartShader } from '../wgsl/grid-shaders.ts';
import { phaseShader } from '../wgsl/phase-shader.ts';
import { addSumsShader, copyShader, gatherSegmentShader } from '../wgsl/segment-shaders.ts';
import type { Shader } from '../wgsl/shader.ts';
import type { Compiled } from './code.ts';
import { compileSteps, shadersOfSteps, writeSteps, type Compile, type StepCode, type StepTexts } from './step-code.ts';

/** The shaders of one way to run a loop over examples: with all steps held, or in segments. */
export interface Sweeps {
  /** Arrays of examples that need room. */
  readonly state: readonly ArraySpec[];
  /** Texts of the shaders. */
  readonly shaders: readonly Shader[];
  /** How the phases run. */
  readonly parts: readonly (WholePart | StepTexts)[];
  /** Compiles them when they are first needed. */
  compiled(): Promise<SweepsCode>;
}

/** Shaders that are ready to run. */
export interface SweepsCode {
  /** Sets state and outputs to their initial values. */
  readonly restart: Compiled;
  /** Copies state to checkpoints and back. */
  readonly copy: Compiled;
  /** The code of a phase: one shader, or some for each step. @param phase - the phase */
  phase(phase: Phase): Compiled | StepCode;
  /** Adds what arrived in some steps to a gradient. @param gather - the gradient */
  gather(gather: Gather): Compiled;
  /** Adds the `sums` of a gradient to its shards. @param gather - the gradient */
  addSums(gather: Gather): Compiled;
}

/** A phase in one shader. */
export interface WholePart {
  /** Tells it from one with shaders for each step. */
  readonly kind: 'whole';
  /** The shader. */
  readonly shader: Shader;
}

/** The shaders of a loop over examples. */
export interface ExamplesCode {
  /** With all steps held. */
  readonly whole: Sweeps;
  /** In segments; undefined where that is not possible. */
  readonly segmented: Sweeps | undefined;
  /** Input arrays that are read. */
  readonly inputs: readonly ArraySpec[];
  /** Populations whose spikes kernels read or send. */
  readonly inKernels: readonly number[];
  /** These, and populations whose spikes are handed out. */
  readonly spiking: readonly number[];
  /** Of these, populations whose spikes are also kept by neuron. */
  readonly trains: readonly number[];
}

const WORKGROUP = 32;
const MOST_LANES = 256;

/** Writes the shaders of a loop over examples. @param plan - the plan @param stage - the loop @param compile - makes them ready */
export function examplesCode(plan: Plan, stage: ExamplesStage, compile: Compile): ExamplesCode {
  const trains = new Set(
    stage.parts.flatMap((part) => (part.kind === 'gather' ? [plan.stores[part.kernel.store].pre] : [])),
  );
  const { parts, segmented } = stage;
  const write = (some: readonly (Phase | Gather)[]): Sweeps => sweepsOf(plan, stage, some, trains, compile);
  const whole = write(parts);
  const recomputed = segmented?.recompute ? [segmented.recompute] : [];
  const inSegments = segmented && write([...segmented.parts, ...recomputed]);
  const used = new Set([...whole.shaders, ...(inSegments?.shaders ?? [])].flatMap(({ fields }) => fields));
  const ids = plan.populations.map(({ id }) => id);
  const inKernels = ids.filter((id) => used.has(`raster${id}`) || used.has(`trains${id}`));
  // The last spikes of a network that runs on go out with the result, whoever reads them.
  const out = ids.filter((id) => stage.continues && plan.populations[id].spikes !== 'never');
  return {
    whole,
    segmented: inSegments,
    inputs: plan.arrays.filter(({ id, lifetime }) => lifetime === 'input' && used.has(`array${id}`)),
    inKernels,
    spiking: ids.filter((id) => inKernels.includes(id) || stage.spikes.includes(id) || out.includes(id)),
    trains: [...trains],
  };
}

function sweepsOf(
  plan: Plan,
  stage: ExamplesStage,
  all: readonly (Phase | Gather)[],
  trains: ReadonlySet<number>,
  compile: Compile,
): Sweeps {
  const phases = new Map<Phase, WholePart | StepTexts>();
  const gathers = new Map<Gather, Shader>();
  const sums = new Map<Gather, Shader>();
  for (const part of all) {
    if (part.kind === 'phase') {
      const inOne = (): WholePart => ({ kind: 'whole', shader: phaseShader(plan, part, lanesFor(plan, part), trains) });
      phases.set(part, stage.schedule === 'grid' ? writeSteps(plan, part, trains) : inOne());
    } else if (part.sums) {
      gathers.set(part, gatherSegmentShader(plan, part, part.sums));
      sums.set(part, addSumsShader(plan, part, part.sums));
    } else {
      gathers.set(part, gatherShader(plan, part));
    }
  }
  const parts = [...phases.values()];
  const written = [
    ...parts.flatMap((part) => (part.kind === 'whole' ? [part.shader] : shadersOfSteps(part))),
    ...gathers.values(),
    ...sums.values(),
  ];
  const used = new Set(written.flatMap(({ fields }) => fields));
  const state = plan.arrays.filter(({ id, lifetime }) => lifetime === 'example' && used.has(`array${id}`));
  const outputs = plan.arrays.filter(({ lifetime }) => lifetime === 'output');
  const restart = restartShader(plan, 'start of the examples', [...state, ...outputs]);
  const copy = copyShader(plan);

  const compilePhase = async (part: WholePart | StepTexts): Promise<Compiled | StepCode> =>
    part.kind === 'whole' ? compile(part.shader) : compileSteps(part, compile);
  let ready: Promise<SweepsCode> | undefined;
  const make = async (): Promise<SweepsCode> => {
    const [ofPhases, ofGathers, ofSums, ...rest] = await Promise.all([
      mapped(phases, compilePhase),
      mapped(gathers, compile),
      mapped(sums, compile),
      compile(restart),
      compile(copy),
    ]);
    return {
      restart: rest[0],
      copy: rest[1],
      phase: (phase) => found(ofPhases, phase),
      gather: (gather) => found(ofGathers, gather),
      addSums: (gather) => found(ofSums, gather),
    };
  };
  return { state, parts, shaders: [restart, copy, ...written], compiled: () => (ready ??= make()) };
}

/** Compiles all of what a map has, side by side. */
async function mapped<K, V, C>(of: ReadonlyMap<K, V>, compile: (value: V) => Promise<C>): Promise<ReadonlyMap<K, C>> {
  return new Map(await Promise.all([...of].map(async ([key, value]) => [key, await compile(value)] as const)));
}

function found<K, V>(code: ReadonlyMap<K, V>, key: K): V {
  const value = code.get(key);
  if (value === undefined) throw new RangeError('a part of a stage was never compiled');
  return value;
}

/** Lanes of a workgroup: as many as the largest population that it works on has neurons, within what every GPU has. */
function lanesFor(plan: Plan, { body }: Phase): number {
  const neurons = kernelIds(body).flatMap((id): number[] => {
    const kernel = plan.kernels[id];
    if ('population' in kernel) return [plan.populations[kernel.population].size];
    return 'store' in kernel ? [plan.populations[plan.stores[kernel.store].post].size] : [];
  });
  return Math.min(MOST_LANES, WORKGROUP * Math.ceil(Math.max(1, ...neurons) / WORKGROUP));
}
