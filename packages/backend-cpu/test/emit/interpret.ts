import {
  counterWord,
  expF32,
  firstDraw,
  float32Numbers as o,
  logF32,
  normal01,
  philox4x32,
  tanhF32,
  uniform01,
  type Kernel,
  type Node,
  type Place,
  type RowsKernel,
  type Write,
} from '@growcone/core';
import type { Machine } from './machine.ts';

/** The element a kernel works on. */
export interface Element {
  readonly neuron?: number;
  readonly pre?: number;
  readonly post?: number;
  readonly synapse?: number;
}

/** Numbers of the random counter, and whether spikes come from the record. */
export interface Moment {
  readonly example?: number;
  readonly update?: number;
  readonly replay?: boolean;
}

/** Runs a kernel on a machine's memory, one element after the other, in f32 arithmetic. */
export function interpret(machine: Machine, kernel: Kernel, step: number, moment: Moment = {}): void {
  const { example = 0, update = 0, replay = false } = moment;
  const numbers = { example, update };
  const { plan } = machine;
  const size = (population: number): number => plan.populations[population]!.size;
  const at = (element: Element, only?: readonly number[]): readonly number[] =>
    evaluate(kernel.nodes, only, (node) => leaf(machine, kernel, node, element, step, numbers));
  const writeAll = (writes: readonly Write[], element: Element, values: readonly number[]): void => {
    for (const { array, node, add } of writes) {
      const { over } = plan.arrays[array]!;
      const place =
        over.per === 'network' ? 0 : over.per === 'synapse' ? element.synapse! : (element.post ?? element.neuron!);
      store(machine, array, place, values[node]!, add, step);
    }
  };
  switch (kernel.shape) {
    case 'neurons': {
      const { fires } = kernel;
      if (fires !== undefined && !replay) machine.startStep(kernel.population, step);
      for (let neuron = 0; neuron < size(kernel.population); neuron++) {
        if (fires !== undefined && !replay && at({ neuron }, [fires])[fires])
          machine.addSpike(kernel.population, step, neuron);
        writeAll(kernel.writes, { neuron }, at({ neuron }));
      }
      return;
    }
    case 'network':
      return writeAll(kernel.writes, {}, at({}));
    case 'reduce': {
      const values: number[] = [];
      for (let neuron = 0; neuron < size(kernel.population); neuron++) values.push(at({ neuron })[kernel.node]!);
      return store(machine, kernel.into, 0, reduce(kernel.operation, values), kernel.add, step);
    }
    case 'synapses':
    case 'spikes': {
      const { pre: population } = plan.stores[kernel.store]!;
      const all = Array.from({ length: size(population) }, (_, i) => i);
      for (const pre of kernel.shape === 'spikes' ? machine.spikes(population, step - kernel.delay) : all) {
        for (const { slot, post } of machine.row(kernel.store, pre)) {
          const element = { pre, post, synapse: slot };
          writeAll(kernel.writes, element, at(element));
        }
      }
      return;
    }
    case 'post-spikes': {
      const { pre: population, post } = plan.stores[kernel.store]!;
      for (const neuron of machine.spikes(post, step)) {
        for (let pre = 0; pre < size(population); pre++) {
          for (const { slot } of machine.row(kernel.store, pre).filter((synapse) => synapse.post === neuron)) {
            const element = { pre, post: neuron, synapse: slot };
            writeAll(kernel.writes, element, at(element));
          }
        }
      }
      return;
    }
    case 'rows':
      for (let pre = 0; pre < size(plan.stores[kernel.store]!.pre); pre++) {
        if (kernel.where !== undefined && !at({ pre }, [kernel.where])[kernel.where]) continue;
        sumRow(machine, kernel, pre, step, at);
      }
  }
}

function sumRow(
  machine: Machine,
  kernel: RowsKernel,
  pre: number,
  step: number,
  at: (element: Element) => readonly number[],
): void {
  const { format, post } = machine.plan.stores[kernel.store]!;
  const blocks = Math.ceil(machine.plan.populations[post]!.size / 4);
  const sets = format !== 'dense' ? 1 : blocks >= 16 ? 4 : blocks >= 4 ? 2 : 1;
  const values = machine.row(kernel.store, pre).map(({ slot, post }) => at({ pre, post, synapse: slot }));
  kernel.writes.forEach(({ array, node, add }) => {
    const sums = Array.from({ length: sets }, () => [0, 0, 0, 0]);
    values.forEach((v, n) => {
      const lanes = sums[(n >> 2) % sets]!;
      lanes[n & 3] = o.add(lanes[n & 3]!, v[node]!);
    });
    const join = (a: number[], b: number[]): number[] => a.map((x, i) => o.add(x, b[i]!));
    const [a, b, c, d] = sums;
    const lanes = sets === 1 ? a! : sets === 2 ? join(a!, b!) : join(join(a!, b!), join(c!, d!));
    store(machine, array, pre, sumOfLanes(lanes), add, step);
  });
}

const sumOfLanes = (l: readonly number[]): number => o.add(o.add(l[0]!, l[2]!), o.add(l[1]!, l[3]!));

function reduce(operation: 'sum' | 'max' | 'argmax', values: readonly number[]): number {
  const lanes = [0, 0, 0, 0];
  if (operation === 'sum') {
    values.forEach((v, i) => (lanes[i & 3] = o.add(lanes[i & 3]!, v)));
    return sumOfLanes(lanes);
  }
  // Of zeros with different signs the first of its lane stays, then that of the first lane.
  const largest = (list: readonly number[]): number => list.reduce((best, v) => (best < v ? v : best), -Infinity);
  const max = largest(lanes.map((_, lane) => largest(values.filter((_, i) => i % 4 === lane))));
  if (operation === 'max') return max;
  // Where nothing is larger than -∞ (NaN is not), it is the first neuron.
  return max === -Infinity ? 0 : values.indexOf(max);
}

function store(machine: Machine, array: number, element: number, value: number, add: boolean, step: number): void {
  const values = machine.values(array, step);
  values[element] = add ? o.add(values[element]!, value) : value;
}

/** Values of nodes; truth values are 0 and 1. */
export function evaluate(
  nodes: readonly Node[],
  only: readonly number[] | undefined,
  leaf: (node: Node) => number,
): readonly number[] {
  const values: number[] = [];
  const value = (i: number): number => (values[i] ??= compute(nodes[i]!));
  const compute = (node: Node): number => {
    if (!('args' in node)) return leaf(node);
    const [a, b, c] = node.args.map(value) as [number, number, number];
    switch (node.op) {
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'min':
      case 'max':
        return o[node.op](a, b);
      case 'neg':
        return -a;
      case 'abs':
        return Math.abs(a);
      case 'sign':
        return Math.sign(a);
      case 'sqrt':
        return o.sqrt(a);
      case 'floor':
        return Math.floor(a);
      case 'exp':
        return expF32(a);
      case 'log':
        return logF32(a);
      case 'tanh':
        return tanhF32(a);
      case 'gt':
        return Number(a > b);
      case 'ge':
        return Number(a >= b);
      case 'lt':
        return Number(a < b);
      case 'le':
        return Number(a <= b);
      case 'eq':
        return Number(a === b);
      case 'and':
        return a & b;
      case 'or':
        return a | b;
      case 'not':
        return 1 - a;
      case 'select':
        return a ? b : c;
    }
  };
  for (const i of only ?? nodes.keys()) value(i);
  return values;
}

function leaf(
  machine: Machine,
  kernel: Kernel,
  node: Node,
  element: Element,
  step: number,
  { example, update }: { readonly example: number; readonly update: number },
): number {
  const place = (at: Place): number => (at === 'network' ? 0 : element[at]!);
  switch (node.op) {
    case 'constant':
      return Math.fround(node.value);
    case 'read':
      return machine.values(node.array, step - node.lag)[place(node.at)]!;
    case 'spiked':
      return Number(machine.spikes(node.population, step - node.lag).includes(place(node.at)));
    case 'fired':
      return Number(machine.spikes((kernel as { population: number }).population, step).includes(element.neuron!));
    case 'index':
      return place(node.at);
    case 'step':
      return step;
    case 'steps':
      return machine.steps;
    case 'examples':
      return 1;
    case 'uniform':
    case 'normal': {
      const when = { step, update, never: 0 }[node.time];
      const words = new Uint32Array(4);
      const word = (draw: number): number => {
        const neuron = node.by === 'neuron';
        const [first, other] = neuron ? [element.neuron! >> 2, example] : [element.post!, element.pre!];
        const number = counterWord(node.stream, neuron ? draw : draw >> 2);
        philox4x32(machine.plan.key[0], machine.plan.key[1], first, other, when, number, words);
        return words[neuron ? element.neuron! & 3 : draw & 3]!;
      };
      const first = firstDraw(node.draw);
      return node.op === 'uniform' ? uniform01(word(first)) : normal01(word(first), word(first + 1));
    }
    default:
      throw new RangeError(`${node.op} is not a leaf`);
  }
}
