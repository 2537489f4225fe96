import type { ArraySpec, Plan } from '@growcone/core';
import type { ExamplesStage, Gather, Phase } from '../schedule/phase.ts';
import { kernelIds } from '../schedule/put-off.ts';
import { gatherShader, restartShader } from '../wgsl/grid-shaders.ts';
import { phaseShader } from '../wgsl/phase-shader.ts';
import { addSumsShader, copyShader, gatherSegmentShader } from '../wgsl/segment-shaders.ts';
import type { Shader } from '../wgsl/shader.ts';
import type { Compiled } from './code.ts';

/** The shaders of one way to run a loop over examples: with all steps held, or in segments. */
export interface Sweeps {
  /** Arrays of examples that need room. */
  readonly state: readonly ArraySpec[];
  /** Texts of the shaders. */
  readonly shaders: readonly Shader[];
  /** Compiles them when they are first needed. */
  compiled(): Promise<SweepsCode>;
}

/** Shaders that are ready to run. */
export interface SweepsCode {
  /** Sets state and outputs to their initial values. */
  readonly restart: Compiled;
  /** Copies state to checkpoints and back. */
  readonly copy: Compiled;
  /** The code of a phase. @param phase - the phase */
  phase(phase: Phase): Compiled;
  /** Adds what arrived in some steps to a gradient. @param gather - the gradient */
  gather(gather: Gather): Compiled;
  /** Adds the `sums` of a gradient to its shards. @param gather - the gradient */
  addSums(gather: Gather): Compiled;
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

/** Makes a shader ready to run. @param shader - its text */
export type Compile = (shader: Shader) => Promise<Compiled>;

const WORKGROUP = 32;
const MOST_LANES = 256;

/** Writes the shaders of a loop over examples. @param plan - the plan @param stage - the loop @param compile - makes them ready */
export function examplesCode(plan: Plan, stage: ExamplesStage, compile: Compile): ExamplesCode {
  const trains = new Set(
    stage.parts.flatMap((part) => (part.kind === 'gather' ? [plan.stores[part.kernel.store].pre] : [])),
  );
  const { parts, segmented } = stage;
  const whole = sweepsOf(plan, parts, trains, compile);
  const recomputed = segmented?.recompute ? [segmented.recompute] : [];
  const inSegments = segmented && sweepsOf(plan, [...segmented.parts, ...recomputed], trains, compile);
  const used = new Set([...whole.shaders, ...(inSegments?.shaders ?? [])].flatMap(({ fields }) => fields));
  const ids = plan.populations.map(({ id }) => id);
  const inKernels = ids.filter((id) => used.has(`raster${id}`) || used.has(`trains${id}`));
  return {
    whole,
    segmented: inSegments,
    inputs: plan.arrays.filter(({ id, lifetime }) => lifetime === 'input' && used.has(`array${id}`)),
    inKernels,
    spiking: ids.filter((id) => inKernels.includes(id) || stage.spikes.includes(id)),
    trains: [...trains],
  };
}

function sweepsOf(
  plan: Plan,
  parts: readonly (Phase | Gather)[],
  trains: ReadonlySet<number>,
  compile: Compile,
): Sweeps {
  const own = new Map<Phase | Gather, Shader>();
  const sums = new Map<Gather, Shader>();
  for (const part of parts) {
    if (part.kind === 'phase') {
      own.set(part, phaseShader(plan, part, lanesFor(plan, part), trains));
    } else if (part.sums) {
      own.set(part, gatherSegmentShader(plan, part, part.sums));
      sums.set(part, addSumsShader(plan, part, part.sums));
    } else {
      own.set(part, gatherShader(plan, part));
    }
  }
  const written = [...own.values(), ...sums.values()];
  const used = new Set(written.flatMap(({ fields }) => fields));
  const state = plan.arrays.filter(({ id, lifetime }) => lifetime === 'example' && used.has(`array${id}`));
  const outputs = plan.arrays.filter(({ lifetime }) => lifetime === 'output');
  const restart = restartShader(plan, 'start of the examples', [...state, ...outputs]);
  const copy = copyShader(plan);
  const shaders = [restart, copy, ...written];

  let ready: Promise<SweepsCode> | undefined;
  const make = async (): Promise<SweepsCode> => {
    const code = new Map(await Promise.all(shaders.map(async (shader) => [shader, await compile(shader)] as const)));
    const found = (shader: Shader | undefined): Compiled => {
      const compiled = shader && code.get(shader);
      if (!compiled) throw new RangeError('a part of a stage was never compiled');
      return compiled;
    };
    return {
      restart: found(restart),
      copy: found(copy),
      phase: (phase) => found(own.get(phase)),
      gather: (gather) => found(own.get(gather)),
      addSums: (gather) => found(sums.get(gather)),
    };
  };
  return { state, shaders, compiled: () => (ready ??= make()) };
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
