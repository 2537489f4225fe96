import type { ArraySpec, Kernel, Plan } from '@growcone/core';
import type { Gather } from '../schedule/phase.ts';
import { copySize, initialValue, numberAt, place } from './arrays.ts';
import { Fields } from './fields.ts';
import { gatherStatements } from './kernels/gather.ts';
import { reduceMemory } from './kernels/reduce.ts';
import { shader, type Noted, type Shader } from './shader.ts';
import { elements, type Site } from './site.ts';
import { kernelStatements } from './statements.ts';

/** Lanes of a workgroup of shaders over a grid. */
export const GRID_LANES = 64;

/** The start of a shader over a grid. */
export const gridHead: readonly string[] = [
  `@compute @workgroup_size(${GRID_LANES})`,
  'fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {',
  'lane = id.x;',
  `lanes = groups.x * ${GRID_LANES}u;`,
  'enter(0u);',
];

/** Outside of examples each value that is stored has a word, which receives its first element that is not finite. */
const gridNotes = (fields: Fields): string => `fn note(value: f32, order: u32, element: u32) {
  if (!isFinite(value)) { atomicMin(&faults[${fields.use('faults')} + order], element); }
}`;

/** Notes of a shader whose values are checked elsewhere. */
export const noNotes: string = 'fn note(value: f32, order: u32, element: u32) {}';

/** A shader that is being written. */
export interface Draft {
  /** Where its text stands. */
  readonly site: Site;
  /** Numbers from the host. */
  readonly fields: Fields;
  /** Values whose faults it notes. */
  readonly noted: Noted[];
}

/** Begins a shader over a grid. @param plan - the plan @param sweep - the loop over steps that its kernels stand in */
export function draft(plan: Plan, sweep: Site['sweep']): Draft {
  const fields = new Fields();
  const noted: Noted[] = [];
  const noteWrite = (array: number, kernel: string): number => noted.push({ array, kernel }) - 1;
  return {
    fields,
    noted,
    site: { plan, fields, sweep, trains: new Set(), continues: false, listed: false, kept: () => true, noteWrite },
  };
}

/** The shader of a kernel outside of examples. @param plan - the plan @param name - its name @param kernel - the kernel @param checked - whether values must be finite */
export function kernelShader(plan: Plan, name: string, kernel: Kernel, checked: boolean): Shader {
  const { site, fields, noted } = draft(plan, 'none');
  const main = [...gridHead, 'let t = 0u;', ...kernelStatements(site, kernel, false), '}'];
  return shader(name, fields, checked ? noted : [], [
    reduceMemory,
    checked ? gridNotes(fields) : noNotes,
    main.join('\n'),
  ]);
}

/** The shader of a gradient that was put off: a lane per synapse, and the gradient shards side by side. @param plan - the plan @param gather - what is gathered */
export function gatherShader(plan: Plan, { name, kernel }: Gather): Shader {
  const { site, fields, noted } = draft(plan, 'gather');
  const main = [...gridHead, 'shard = id.y;', 'let t = 0u;', ...gatherStatements(site, kernel), '}'];
  return shader(name, fields, noted, [noNotes, main.join('\n')]);
}

/** The shader that sets arrays of the examples in work to their initial values: a row of workgroups per example. @param plan - the plan @param name - its name @param arrays - the arrays */
export function restartShader(plan: Plan, name: string, arrays: readonly ArraySpec[]): Shader {
  const { site, fields, noted } = draft(plan, 'none');
  const main = [
    ...gridHead.slice(0, -1),
    'enter(id.y);',
    ...arrays.flatMap((spec) => [
      `for (var i = lane; i < ${copySize(site, spec)}; i += lanes) {`,
      `${numberAt(site, spec, 'i')} = ${initialValue(site, spec, `(i % ${elements(site, spec)})`)};`,
      '}',
    ]),
    '}',
  ];
  return shader(name, fields, noted, [noNotes, main.join('\n')]);
}

/** The shader that sums the copies of a shard array into the first and empties the others. @param plan - the plan @param spec - the array */
export function reduceShardsShader(plan: Plan, spec: ArraySpec): Shader {
  const { site, fields, noted } = draft(plan, 'none');
  const order = site.noteWrite(spec.id, 'reduceShards');
  const at = numberAt(site, spec, 'i');
  const main = [
    ...gridHead,
    `for (var i = lane; i < ${elements(site, spec)}; i += lanes) {`,
    'shard = 0u;',
    `var sum = ${at};`,
    `for (shard = 1u; shard < ${fields.use('shards')}; shard++) { sum += ${at}; ${at} = 0.0f; }`,
    'shard = 0u;',
    `note(sum, ${order}u, i);`,
    `${at} = sum;`,
    '}',
    '}',
  ];
  return shader(`sum of ${spec.name}`, fields, noted, [gridNotes(fields), main.join('\n')]);
}

/** The shader that sets a shared array to the mean of an output array, summed in the order of the examples. @param plan - the plan @param from - the output @param into - the shared array */
export function meanShader(plan: Plan, from: ArraySpec, into: ArraySpec): Shader {
  const { site, fields, noted } = draft(plan, 'none');
  const main = [
    ...gridHead,
    `for (var i = lane; i < ${copySize(site, into)}; i += lanes) {`,
    'var sum = 0.0f;',
    `for (copy = 0u; copy < ${fields.use('examples')}; copy++) { sum += ${place(site, from, 'i', '1u')}; }`,
    `${place(site, into, 'i', '0u')} = sum / f32(${fields.use('examples')});`,
    '}',
    '}',
  ];
  return shader(`mean of ${from.name}`, fields, noted, [noNotes, main.join('\n')]);
}
