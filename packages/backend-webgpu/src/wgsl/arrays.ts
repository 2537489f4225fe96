import type { ArraySpec } from '@growcone/core';
import { anyNumber } from './math.ts';
import { elements, type Site } from './site.ts';

/**
 * The place of an element in memory.
 *
 * @param site - where it is printed
 * @param spec - the array
 * @param element - which element, of type u32
 * @param step - the step, of type u32; ignored where an array has one
 */
export const place = (site: Site, spec: ArraySpec, element: string, step: string): string =>
  numberAt(site, spec, `${rowOf(site, spec, step)}${element}`);

/**
 * The place of a number of an array's copy, counted over all steps that it holds.
 *
 * @param site - where it is printed
 * @param spec - the array
 * @param number - which number, of type u32
 */
export function numberAt(site: Site, spec: ArraySpec, number: string): string {
  const start = site.fields.use(`array${spec.id}`);
  switch (spec.lifetime) {
    case 'shared':
      return `fixed[${start} + ${number}]`;
    case 'example':
      return `example[base + ${start} + ${number}]`;
    case 'shard':
      return `shards[${start} + shard * ${elements(site, spec)} + ${number}]`;
    case 'input':
      return `io[${start} + slot * ${copySize(site, spec)} + ${number}]`;
    case 'output':
      return `io[${start} + copy * ${copySize(site, spec)} + ${number}]`;
  }
}

/** Numbers of one copy. @param site - where it is printed @param spec - the array */
export const copySize = (site: Site, spec: ArraySpec): string => `(${depth(site, spec)} * ${elements(site, spec)})`;

/** Steps that an array holds. @param site - where it is printed @param spec - the array */
function depth({ fields }: Site, { steps, lifetime }: ArraySpec): string {
  if (steps !== 'all') return `${steps}u`;
  return fields.use(lifetime === 'example' ? 'window' : 'steps');
}

function rowOf(site: Site, spec: ArraySpec, step: string): string {
  if (spec.steps === 1) return '';
  if (spec.steps !== 'all') return `(${step} % ${spec.steps}u) * ${elements(site, spec)} + `;
  const inRun = site.continues ? `(${step} - 1u - ${site.fields.use('firstStep')})` : `(${step} - 1u)`;
  const row = spec.lifetime === 'example' ? `(${inRun} % ${depth(site, spec)})` : inRun;
  return `${row} * ${elements(site, spec)} + `;
}

/** What an element holds before the first and after the last step. @param site - where it is printed @param spec - the array @param element - which element */
export function initialValue(site: Site, { initial }: ArraySpec, element: string): string {
  return typeof initial === 'number' ? anyNumber(initial) : place(site, site.plan.arrays[initial.array], element, '0u');
}

/**
 * Statements that read an array into a name.
 *
 * @param site - where they stand
 * @param name - the name
 * @param spec - the array
 * @param element - which element
 * @param lag - how many steps ago
 */
export function readStatements(site: Site, name: string, spec: ArraySpec, element: string, lag: number): string[] {
  if (spec.steps === 1) return [`let ${name} = ${place(site, spec, element, 't')};`];
  const initial = initialValue(site, spec, element);
  const all = spec.steps === 'all';
  if (site.sweep === 'none') return [`let ${name} = ${initial};`];
  if (lag === 0 && !(all && site.sweep === 'flush')) return [`let ${name} = ${place(site, spec, element, 't')};`];
  // Steps of a flush lie beyond the trial: an 'all' array holds the trial, a ring also them.
  const before = site.continues ? `i32(${site.fields.use('firstStep')}) + ` : '';
  const last = !all && site.sweep === 'flush' ? 'i32(t)' : `${before}i32(${site.fields.use('steps')})`;
  const first = all ? `${before}1` : '1';
  return [
    `let ${name}at = i32(t) - ${lag < 0 ? `(${lag})` : lag};`,
    `var ${name} = ${initial};`,
    `if (${name}at >= ${first} && ${name}at <= ${last}) { ${name} = ${place(site, spec, element, `u32(${name}at)`)}; }`,
  ];
}

/**
 * Statements that store a value, or nothing where the sweep does not keep it.
 *
 * @param site - where they stand
 * @param spec - the array
 * @param element - which element
 * @param value - the value
 * @param add - whether it is added to what is there
 * @param kernel - the kernel that stores it, for errors
 */
export function writeStatements(
  site: Site,
  spec: ArraySpec,
  element: string,
  value: string,
  add: boolean,
  kernel: string,
): string[] {
  if (spec.steps === 'all' && (site.sweep === 'flush' || !site.kept(spec.id))) return [];
  const order = site.noteWrite(spec.id, kernel);
  const target = place(site, spec, element, 't');
  return [
    `let stored${order} = ${add ? `${target} + ${value}` : value};`,
    `note(stored${order}, ${order}u, ${element});`,
    `${target} = stored${order};`,
  ];
}
