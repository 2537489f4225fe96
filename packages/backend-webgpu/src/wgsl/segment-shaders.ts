import type { Plan } from '@growcone/core';
import type { Gather } from '../schedule/phase.ts';
import { draft, gridHead, noNotes } from './grid-shaders.ts';
import { addSumsStatements, gatherSegmentStatements } from './kernels/gather.ts';
import { shader, type Shader } from './shader.ts';

/** In rows of workgroups, one per example in work. */
const perExample = [...gridHead.slice(0, -1), 'enter(id.y);', 'let t = 0u;'];

/** The shader that adds what a segment gives to the gradient of each example: a lane per synapse, and a row of workgroups per example. @param plan - the plan @param gather - what is gathered @param sums - the arrays of the gradient of an example */
export function gatherSegmentShader(plan: Plan, { name, kernel }: Gather, sums: readonly number[]): Shader {
  const { site, fields, noted } = draft(plan, 'gather');
  const main = [...perExample, ...gatherSegmentStatements(site, kernel, sums), '}'];
  return shader(`${name}, of a segment`, fields, noted, [noNotes, main.join('\n')]);
}

/** The shader that adds the gradients of examples to their shards: a lane per synapse, and a row of workgroups per shard. @param plan - the plan @param gather - what was gathered @param sums - the arrays of the gradient of an example */
export function addSumsShader(plan: Plan, { name, kernel }: Gather, sums: readonly number[]): Shader {
  const { site, fields, noted } = draft(plan, 'none');
  const main = [...gridHead, 'shard = id.y;', 'let t = 0u;', ...addSumsStatements(site, kernel, sums), '}'];
  return shader(`${name}, of all segments`, fields, noted, [noNotes, main.join('\n')]);
}

/** The shader that copies a stretch of each example's state to another place in it. @param plan - the plan */
export function copyShader(plan: Plan): Shader {
  const { fields, noted } = draft(plan, 'none');
  const [from, to, length] = ['copyFrom', 'copyTo', 'copied'].map((name) => fields.use(name));
  const main = [
    ...perExample,
    `for (var i = lane; i < ${length}; i += lanes) { example[base + ${to} + i] = example[base + ${from} + i]; }`,
    '}',
  ];
  return shader('checkpoint of the examples', fields, noted, [noNotes, main.join('\n')]);
}
