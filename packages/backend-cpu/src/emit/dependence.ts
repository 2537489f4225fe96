import type { Node, Place } from '@growcone/core';

/** Level of a loop nest: what happens once per call, once per row of a store, once per element. */
export type Level = 0 | 1 | 2;

/** Levels by name. */
export const level = { call: 0, row: 1, element: 2 } as const;

const PRE = 1;
const POST = 2;
const SYNAPSE = 4;
const NEURON = 8;

const placeBits: Readonly<Record<Place, number>> = {
  network: 0,
  pre: PRE,
  post: POST,
  synapse: SYNAPSE,
  neuron: NEURON,
};

/** What each node of a kernel depends on, so that it is computed in the outermost loop that can. */
export class Dependence {
  private readonly bits: readonly number[];

  /** @param nodes - the recorded expressions @param fires - position of the condition that `fired` stands for */
  constructor(nodes: readonly Node[]) {
    const bits: number[] = [];
    for (const node of nodes) bits.push('args' in node ? node.args.reduce((all, a) => all | bits[a]!, 0) : leaf(node));
    this.bits = bits;
  }

  /** The outermost level at which a node is known. @param node - its position */
  level(node: number): Level {
    const bits = this.bits[node]!;
    if (bits === 0) return level.call;
    return bits === PRE ? level.row : level.element;
  }

  /** Whether a node depends on the postsynaptic neuron and on nothing else that varies. @param node - its position */
  onlyPost(node: number): boolean {
    return this.bits[node] === POST;
  }
}

function leaf(node: Exclude<Node, { args: readonly number[] }>): number {
  switch (node.op) {
    case 'read':
    case 'spiked':
    case 'degree':
    case 'index':
      return placeBits[node.at];
    case 'fired':
      return NEURON;
    case 'uniform':
    case 'normal':
      if (node.by === 'network') return 0;
      return node.by === 'neuron' ? NEURON : PRE | POST | SYNAPSE;
    case 'constant':
    case 'step':
    case 'steps':
    case 'examples':
      return 0;
  }
}
