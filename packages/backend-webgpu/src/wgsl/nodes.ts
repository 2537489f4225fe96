import { counterWord, firstDraw, type ComputedNode, type Node, type Place } from '@growcone/core';
import { readStatements } from './arrays.ts';
import { anyNumber } from './math.ts';
import type { Site } from './site.ts';
import { spiked } from './spikes-memory.ts';
import { degree } from './stores.ts';

/** Names of the elements that a kernel works on, by place. */
export type Cursor = Readonly<Partial<Record<Exclude<Place, 'network'>, string>>>;

/** Name of a node's value. @param position - its position */
export const valueName = (position: number): string => `n${position}`;

/**
 * Statements that compute each node, by position. Every node becomes a local, so that no formula consists of constants, which WGSL
 * would evaluate and refuse where it overflows.
 *
 * @param site - where they stand
 * @param nodes - the nodes
 * @param cursor - the elements
 * @param fired - whether the kernel's neuron fires, as a truth value
 */
export const nodeStatements = (
  site: Site,
  nodes: readonly Node[],
  cursor: Cursor,
  fired: string,
): readonly (readonly string[])[] =>
  nodes.map((node, i) => {
    const name = valueName(i);
    if ('args' in node) return [`let ${name} = ${computed(node)};`];
    switch (node.op) {
      case 'constant':
        return [`let ${name} = ${anyNumber(node.value)};`];
      case 'read':
        return readStatements(site, name, site.plan.arrays[node.array], element(cursor, node.at), node.lag);
      case 'spiked': {
        const fires = spiked(site, node.population, `i32(t) - ${node.lag}`, element(cursor, node.at));
        return [`let ${name} = select(0.0f, 1.0f, ${fires});`];
      }
      case 'fired':
        return [`let ${name} = select(0.0f, 1.0f, ${fired});`];
      case 'index':
        return [`let ${name} = f32(${element(cursor, node.at)});`];
      case 'degree':
        return [`let ${name} = f32(${degree(site, node.store, node.at, element(cursor, node.at))});`];
      case 'step':
        return [`let ${name} = f32(t);`];
      case 'steps':
      case 'examples':
        return [`let ${name} = f32(${site.fields.use(node.op)});`];
      case 'uniform':
        return [`let ${name} = uniformOf(${drawn(site, node, cursor, firstDraw(node.draw))});`];
      case 'normal': {
        const [first, second] = [0, 1].map((i) => `uniformOf(${drawn(site, node, cursor, firstDraw(node.draw) + i)})`);
        return [`let ${name} = normalOf(${first}, ${second});`];
      }
    }
  });

function element(cursor: Cursor, at: Place): string {
  if (at === 'network') return '0u';
  const name = cursor[at];
  if (name === undefined) throw new RangeError(`a kernel reads place '${at}', which its loop does not have`);
  return name;
}

type DrawNode = Extract<Node, { readonly op: 'uniform' | 'normal' }>;

/** A random word of core's counter layout (`streams` of core). */
function drawn({ plan, fields }: Site, { stream, by, time }: DrawNode, cursor: Cursor, draw: number): string {
  const [key0, key1] = plan.key.map((word) => `${word >>> 0}u`);
  const when = { step: 't', update: time === 'update' ? fields.use('update') : '', never: '0u' }[time];
  const call = (x: string, y: string, last: number): string =>
    `philox(${key0}, ${key1}, vec4<u32>(${x}, ${y}, ${when}, ${last}u))`;
  if (by === 'pair') {
    const words = call(element(cursor, 'post'), element(cursor, 'pre'), counterWord(stream, draw >> 2));
    return `${words}[${draw & 3}]`;
  }
  const example = `${fields.use('firstInRun')} + copy`;
  if (by === 'network') return `${call('0u', example, counterWord(stream, draw))}[0]`;
  const neuron = element(cursor, 'neuron');
  return `${call(`${neuron} >> 2u`, example, counterWord(stream, draw))}[${neuron} & 3u]`;
}

const OPERATORS: Readonly<Partial<Record<ComputedNode['op'], string>>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
  eq: '==',
  and: '&&',
  or: '||',
};

const FUNCTIONS: Readonly<Partial<Record<ComputedNode['op'], string>>> = {
  abs: 'abs',
  sign: 'sign',
  sqrt: 'sqrt',
  floor: 'floor',
  exp: 'expOf',
  log: 'logOf',
  tanh: 'tanhOf',
};

function computed({ op, args }: ComputedNode): string {
  const [a, b, c] = args.map(valueName);
  const operator = OPERATORS[op];
  if (operator !== undefined) return `${a} ${operator} ${b}`;
  const name = FUNCTIONS[op];
  if (name !== undefined) return `${name}(${a})`;
  switch (op) {
    case 'neg':
      return `-${a}`;
    case 'not':
      return `!${a}`;
    case 'min':
      return `select(${a}, ${b}, ${b} < ${a})`;
    case 'max':
      return `select(${a}, ${b}, ${a} < ${b})`;
    case 'select':
      return `select(${c}, ${b}, ${a})`;
    default:
      throw new RangeError(`operation '${op}' has no text`);
  }
}
