import { GrowconeError, type ComputedNode, type Node } from '@growcone/core';

/** Reads the value of a leaf for the current element. */
export type Leaf = () => number;

/** How often a node must be evaluated: never again, once per run of its kernel, once per row, once per element. */
export type Level = 0 | 1 | 2 | 3;

/** A node list, ready to be evaluated element by element. Truth values are 0 and 1. */
export interface ExpressionProgram {
  /** Value of every node. */
  readonly values: Float64Array;
  /** Level of every node. */
  readonly levels: readonly Level[];
  /** Evaluates what is the same for the whole run of a kernel. */
  run(): void;
  /** Evaluates what is the same for a row of synapses. */
  row(): void;
  /** Evaluates what `fires` needs, and only that. */
  early(): void;
  /** Evaluates the rest for the current element. */
  element(): void;
}

/** How a node list is bound. */
export interface Binding {
  /** Reads a leaf; undefined for a constant. */
  leaf(node: Node): { readonly read: Leaf; readonly level: Level };
  /** Position of the value that decides whether a neuron fires. */
  readonly fires?: number | undefined;
  /** Whether every operation rounds to single precision. */
  readonly single: boolean;
}

/**
 * Binds a node list to what it reads.
 *
 * @param nodes - the nodes; operands come before the nodes that use them
 * @param binding - what leaves read
 */
export function expressionProgram(nodes: readonly Node[], binding: Binding): ExpressionProgram {
  const values = new Float64Array(nodes.length);
  const levels: Level[] = [];
  const steps = nodes.map((node, i): (() => void) => {
    if ('args' in node) {
      levels[i] = Math.max(0, ...node.args.map((a) => levels[a])) as Level;
      return computed(node, i, values, binding.single);
    }
    if (node.op === 'constant') {
      levels[i] = 0;
      values[i] = binding.single ? Math.fround(node.value) : node.value;
      return () => {};
    }
    const { read, level } = binding.leaf(node);
    levels[i] = level;
    return () => {
      values[i] = read();
    };
  });

  const needed = binding.fires === undefined ? new Set<number>() : ancestors(nodes, binding.fires);
  const list = (level: Level, early?: boolean): (() => void)[] =>
    steps.filter((_, i) => levels[i] === level && (early === undefined || needed.has(i) === early));
  steps.forEach((step, i) => {
    if (levels[i] === 0) step();
  });
  return {
    values,
    levels,
    run: all(list(1)),
    row: all(list(2)),
    early: all(list(3, true)),
    element: all(list(3, false)),
  };
}

const all = (steps: readonly (() => void)[]): (() => void) => {
  return () => {
    for (let i = 0; i < steps.length; i++) steps[i]();
  };
};

/** The nodes that a node needs, itself included. */
function ancestors(nodes: readonly Node[], root: number): Set<number> {
  const needed = new Set([root]);
  for (let i = root; i >= 0; i--) {
    const node = nodes[i];
    if (!needed.has(i)) continue;
    if (node.op === 'fired') {
      throw new GrowconeError('PLAN', `Whether a neuron fires (node ${root}) depends on whether it fired (node ${i}).`);
    }
    if ('args' in node) node.args.forEach((a) => needed.add(a));
  }
  return needed;
}

/** The meaning of every operation, in double precision or rounded once to single precision. */
function computed({ op, args }: ComputedNode, i: number, v: Float64Array, single: boolean): () => void {
  const [a, b, c] = args;
  const step = inDoublePrecision(op, v, i, a, b, c);
  if (!single) return step;
  return () => {
    step();
    v[i] = Math.fround(v[i]);
  };
}

function inDoublePrecision(
  op: ComputedNode['op'],
  v: Float64Array,
  i: number,
  a: number,
  b: number,
  c: number,
): () => void {
  switch (op) {
    case 'add':
      return () => void (v[i] = v[a] + v[b]);
    case 'sub':
      return () => void (v[i] = v[a] - v[b]);
    case 'mul':
      return () => void (v[i] = v[a] * v[b]);
    case 'div':
      return () => void (v[i] = v[a] / v[b]);
    case 'neg':
      return () => void (v[i] = -v[a]);
    case 'abs':
      return () => void (v[i] = Math.abs(v[a]));
    case 'sign':
      return () => void (v[i] = Math.sign(v[a]));
    case 'exp':
      return () => void (v[i] = Math.exp(v[a]));
    case 'log':
      return () => void (v[i] = Math.log(v[a]));
    case 'sqrt':
      return () => void (v[i] = Math.sqrt(v[a]));
    case 'tanh':
      return () => void (v[i] = Math.tanh(v[a]));
    case 'floor':
      return () => void (v[i] = Math.floor(v[a]));
    case 'min':
      return () => void (v[i] = v[b] < v[a] ? v[b] : v[a]);
    case 'max':
      return () => void (v[i] = v[a] < v[b] ? v[b] : v[a]);
    case 'gt':
      return () => void (v[i] = v[a] > v[b] ? 1 : 0);
    case 'ge':
      return () => void (v[i] = v[a] >= v[b] ? 1 : 0);
    case 'lt':
      return () => void (v[i] = v[a] < v[b] ? 1 : 0);
    case 'le':
      return () => void (v[i] = v[a] <= v[b] ? 1 : 0);
    case 'eq':
      return () => void (v[i] = v[a] === v[b] ? 1 : 0);
    case 'and':
      return () => void (v[i] = v[a] !== 0 && v[b] !== 0 ? 1 : 0);
    case 'or':
      return () => void (v[i] = v[a] !== 0 || v[b] !== 0 ? 1 : 0);
    case 'not':
      return () => void (v[i] = v[a] === 0 ? 1 : 0);
    case 'select':
      return () => void (v[i] = v[a] !== 0 ? v[b] : v[c]);
  }
}
