import type { Kernel, Plan } from '@growcone/core';
import type { Period, Phase, StepOp } from '../schedule/phase.ts';
import { kernelIds } from '../schedule/put-off.ts';
import type { Arrivals } from './arrivals.ts';
import { Barriers } from './barriers.ts';
import { Fields } from './fields.ts';
import { GRID_LANES } from './grid-shaders.ts';
import { reduceMemory } from './kernels/reduce.ts';
import { shader, type Noted, type Shader } from './shader.ts';
import type { Site } from './site.ts';
import { kernelStatements } from './statements.ts';
import { zeroedArrays, zeroStatements } from './zeroing.ts';

/** What a shader loops over: it wants a lane for each. */
export type Loop = { readonly population: number } | { readonly store: number } | { readonly one: true };

/** What happens in a step until workgroups must wait for each other: one dispatch. */
export interface StepGroup {
  /** Its shader. */
  readonly shader: Shader;
  /** Steps in which it runs: those of all of these; all steps if there are none. */
  readonly when: readonly Period[];
  /** Its loops. */
  readonly loops: readonly Loop[];
}

/** A phase as shaders over a grid. */
export interface StepShaders {
  /** The dispatches of a step, in order. */
  readonly groups: readonly StepGroup[];
  /** Values whose faults any of them notes, in the order of a step. */
  readonly noted: readonly Noted[];
  /** Arriving spikes that may be listed before a step. */
  readonly arrivals: readonly Arrivals[];
}

/** A group that is being filled. */
interface Draft {
  readonly when: readonly Period[];
  readonly barriers: Barriers;
  readonly fields: Fields;
  readonly functions: string[];
  readonly main: string[];
  readonly loops: Loop[];
  /** Whether it reduces, for which a workgroup has memory of its own: then it must be the only one. */
  reduces: boolean;
}

/**
 * The turn of the first value that was not finite; then by stored value, of that turn, the first element with its kind: 0 no number, 1 +∞,
 * 2 −∞. Turns come one after another, so a later one sees the word of an earlier one.
 */
const faultNotes = ({ fields }: Site): string => `fn note(value: f32, order: u32, element: u32) {
  if (isFinite(value)) { return; }
  let at = slot * ${fields.use('faultWords')};
  let turn = ${fields.use('clock')};
  if (atomicMin(&faults[at], turn) < turn) { return; }
  let bits = bitcast<u32>(value);
  let kind = select(select(0u, 2u, bits == 0xff800000u), 1u, bits == 0x7f800000u);
  atomicMin(&faults[at + 1u + order], element * 4u + kind);
}`;

/**
 * The shaders of a phase whose steps run on a grid: a dispatch for all kernels up to one that reads what other lanes wrote. What stands
 * as a barrier in the shader of a workgroup is the border between two dispatches here.
 *
 * @param plan - the plan
 * @param phase - the phase
 * @param trains - populations whose spikes are also kept by neuron
 */
export function stepShaders(plan: Plan, phase: Phase, trains: ReadonlySet<number>): StepShaders {
  const noted: Noted[] = [];
  const arrivals = arrivalsOf(plan, phase);
  const { sweep, keep, continues } = phase;
  const siteOf = (fields: Fields): Site => ({
    plan,
    fields,
    sweep,
    continues,
    listed: true,
    trains,
    kept: (array) => keep === undefined || keep.includes(array),
    noteWrite: (array, kernel) => noted.push({ array, kernel }) - 1,
  });
  const drafts: Draft[] = [];
  const begin = (when: readonly Period[]): Draft => {
    const draft = { when, barriers: new Barriers(plan), fields: new Fields(), reduces: false };
    const filled: Draft = { ...draft, functions: [], main: [], loops: [] };
    drafts.push(filled);
    return filled;
  };
  const add = (current: Draft, kernel: Kernel, replay: boolean): Draft => {
    const reduces = kernel.shape === 'reduce';
    const many = kernel.shape !== 'network' && !reduces;
    const clash = current.barriers.before(kernel, replay);
    const apart = (reduces && current.loops.some((loop) => !('one' in loop))) || (many && current.reduces);
    const draft = clash || apart ? begin(current.when) : current;
    if (draft !== current) draft.barriers.before(kernel, replay);
    const name = `kernel${draft.functions.length}`;
    const statements = kernelStatements(siteOf(draft.fields), kernel, replay);
    draft.functions.push(
      [`// ${kernel.name.replace(/[^ -~]/g, '?')}`, `fn ${name}(t: u32) {`, ...statements, '}'].join('\n'),
    );
    draft.main.push(`${name}(t);`);
    draft.loops.push(loopOf(plan, kernel));
    draft.reduces ||= reduces;
    return draft;
  };
  const walk = (start: Draft, ops: readonly StepOp[]): Draft => {
    let current = start;
    for (const op of ops) {
      if (op.op === 'every') {
        walk(begin([...current.when, { steps: op.steps, from: op.from ?? op.steps }]), op.body as readonly StepOp[]);
        current = begin(current.when);
      } else current = add(current, plan.kernels[op.kernel], op.replay);
    }
    return current;
  };

  const first = begin([]);
  const site = siteOf(first.fields);
  const zeroed = zeroedArrays(site, phase.body);
  for (const spec of zeroed) {
    first.main.push(...zeroStatements(site, spec));
    first.loops.push(spec.over.per === 'network' ? { one: true } : spec.over);
  }
  first.barriers.zeroed(zeroed.map(({ id }) => id));
  walk(first, phase.body);
  const groups = drafts.filter(({ main }) => main.length > 0);
  return {
    groups: groups.map((draft, i) => {
      const name = groups.length > 1 ? `${phase.name}, dispatch ${i}` : phase.name;
      return { when: draft.when, loops: draft.loops, shader: groupShader(siteOf(draft.fields), draft, name) };
    }),
    noted,
    arrivals,
  };
}

function groupShader(site: Site, { fields, functions, main }: Draft, name: string): Shader {
  const text = [
    `@compute @workgroup_size(${GRID_LANES})`,
    'fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {',
    'lane = id.x;',
    `lanes = groups.x * ${GRID_LANES}u;`,
    'enter(id.y);',
    `shard = copy % ${fields.use('shards')};`,
    `let t = ${fields.use('t')};`,
    ...main,
    '}',
  ];
  return shader(name, fields, [], [reduceMemory, faultNotes(site), ...functions, text.join('\n')]);
}

/** What a kernel loops over. */
function loopOf({ stores }: Plan, kernel: Kernel): Loop {
  switch (kernel.shape) {
    case 'neurons':
      return { population: kernel.population };
    case 'spikes':
    case 'post-spikes':
      return { population: stores[kernel.store].post };
    case 'rows':
      return { population: stores[kernel.store].pre };
    case 'synapses':
      return { store: kernel.store };
    case 'reduce':
    case 'network':
      return { one: true };
  }
}

/** Spikes that kernels of a phase wait for over sparse stores; dense ones look at the words of spikes themselves. */
function arrivalsOf({ kernels, stores, populations }: Plan, { body }: Phase): readonly Arrivals[] {
  const found = new Map<string, Arrivals>();
  for (const id of kernelIds(body)) {
    const kernel = kernels[id];
    if (kernel.shape !== 'spikes' || stores[kernel.store].format === 'dense') continue;
    if (populations[stores[kernel.store].pre].spikes === 'never') continue;
    const { store, delay } = kernel;
    found.set(`${store} ${delay}`, { store, delay });
  }
  return [...found.values()];
}
