import { GrowconeError, type Node } from '@growcone/core';
import { holdsStep, rowOfStep, type ArrayMemory } from './array-memory.ts';
import type { Leaf, Level } from './expression-program.ts';
import type { Machine } from './machine.ts';
import type { Cursor, Moment } from './moment.ts';
import { bindDraw } from './random-leaf.ts';
import { outputOf } from './spike-record.ts';

/** Reads a leaf, and how often it changes within a kernel. */
export interface BoundLeaf {
  /** Its value for the current element. */
  readonly read: Leaf;
  /** How often it changes. */
  readonly level: Level;
}

/**
 * Binds a leaf of a kernel's expressions.
 *
 * @param machine - what it reads from
 * @param node - the leaf
 * @param cursor - the kernel's current element
 * @param fired - whether the kernel's current neuron fires
 */
export function bindLeaf(machine: Machine, node: Node, cursor: Cursor, fired: Leaf): BoundLeaf {
  const { moment, arrays, spikes, plan } = machine;
  switch (node.op) {
    case 'read':
      return {
        read: bindRead(arrays[node.array], elementAt(node.at, cursor), node.lag, moment),
        level: levelOf(node.at),
      };
    case 'spiked': {
      const element = elementAt(node.at, cursor);
      const record = spikes[node.population];
      return {
        read: () => outputOf(record, element(), moment.step - node.lag, moment.step),
        level: levelOf(node.at),
      };
    }
    case 'fired':
      return { read: fired, level: 3 };
    case 'index':
      return { read: elementAt(node.at, cursor), level: levelOf(node.at) };
    case 'degree': {
      const table = machine.stores[node.store];
      const element = elementAt(node.at, cursor);
      const { at } = node;
      return { read: () => table[at].reduce((count, n) => count + (n === element() ? 1 : 0), 0), level: levelOf(at) };
    }
    case 'step':
      return { read: () => moment.step, level: 1 };
    case 'steps':
      return { read: () => moment.steps, level: 1 };
    case 'examples':
      return { read: () => moment.examples, level: 1 };
    case 'uniform':
    case 'normal':
      return { read: bindDraw(node, plan.key, cursor, moment), level: node.by === 'network' ? 1 : 3 };
    default:
      throw new GrowconeError('PLAN', `'${node.op}' is not a leaf.`);
  }
}

type ReadNode = Extract<Node, { readonly op: 'read' }>;

function elementAt(at: ReadNode['at'], cursor: Cursor): () => number {
  switch (at) {
    case 'neuron':
      return () => cursor.neuron;
    case 'pre':
      return () => cursor.pre;
    case 'post':
      return () => cursor.post;
    case 'synapse':
      return () => cursor.synapse;
    case 'network':
      return () => 0;
  }
}

const levelOf = (at: ReadNode['at']): Level => (at === 'network' ? 1 : at === 'pre' ? 2 : 3);

/**
 * Reads an array. A step outside of the sweep gives the initial value.
 *
 * @param memory - the array
 * @param element - which element
 * @param lag - how many steps ago
 * @param moment - where the run is
 */
function bindRead(memory: ArrayMemory, element: () => number, lag: number, moment: Moment): Leaf {
  if (memory.spec.steps === 1) return () => memory.values[memory.copy + element()];
  return () => {
    const step = moment.step - lag;
    const e = element();
    return holdsStep(memory, step, moment)
      ? memory.values[memory.copy + rowOfStep(memory, step, moment.first) + e]
      : memory.initial(e);
  };
}
