import type { Node } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simplifier } from '../../src/emit/simplify.ts';
import { evaluate } from './interpret.ts';
import { constant, read } from './plans.ts';
import { expectSame } from './same-bits.ts';

const CONSTANTS = [0, -0, 1, -1, 0.5, 5, -3, Infinity, -Infinity, NaN].map(constant);
const LEAVES: readonly Node[] = [...CONSTANTS, { op: 'fired' }, read(0, 'neuron'), read(1, 'neuron')];
const COMPARISONS = ['gt', 'ge', 'lt', 'le', 'eq'] as const;
const INPUTS = [0, -0, 1, -2, 0.5, NaN, Infinity];

/** Choices between numbers, comparisons of choices and their products, with the position of a condition that fires. */
const lists = fc
  .array(fc.record({ op: fc.nat(9), a: fc.nat(), b: fc.nat(), c: fc.nat() }), { minLength: 1, maxLength: 20 })
  .map((choices) => {
    const nodes: Node[] = [...LEAVES, { op: 'gt', args: [LEAVES.length - 1, 0] }];
    const fires = nodes.length - 1;
    const numbers = LEAVES.map((_, i) => i);
    const truths = [fires];
    for (const { op, a, b, c } of choices) {
      const number = (n: number): number => numbers[n % numbers.length]!;
      const last = numbers.at(-1)!;
      const truth = (n: number): number => truths[n % truths.length]!;
      if (op < 5)
        truths.push(nodes.push({ op: COMPARISONS[op]!, args: [c % 2 === 0 ? last : number(a), number(b)] }) - 1);
      else if (op < 7) numbers.push(nodes.push({ op: 'select', args: [truth(c), number(a), number(b)] }) - 1);
      else if (op < 9) numbers.push(nodes.push({ op: 'mul', args: [last, number(b)] }) - 1);
      else truths.push(nodes.push({ op: 'and', args: [truth(a), truth(b)] }) - 1);
    }
    return { nodes, fires };
  });

describe('a simpler list of nodes', () => {
  it('has the same values', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...INPUTS), fc.constantFrom(...INPUTS), ({ nodes, fires }, x, y) => {
        const leaf = (node: Node): number => {
          if (node.op === 'constant') return Math.fround(node.value);
          if (node.op === 'read') return node.array === 0 ? x : y;
          return Number(y > 0);
        };
        const list = new Simplifier(nodes, fires);
        const positions = nodes.map((_, i) => list.position(i));
        const simple = evaluate(list.nodes, undefined, leaf);
        expectSame(
          positions.map((p) => simple[p]!),
          evaluate(nodes, undefined, leaf),
          'value',
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('asks the condition itself whether a neuron fires', () => {
    const list = new Simplifier(
      [read(0, 'neuron'), constant(0), { op: 'ge', args: [0, 1] }, { op: 'fired' }, { op: 'gt', args: [3, 1] }],
      2,
    );
    expect(list.position(4)).toBe(list.position(2));
  });

  it('turns a product with a spike into a choice', () => {
    const list = new Simplifier(
      [
        read(0, 'neuron'),
        constant(0),
        { op: 'ge', args: [0, 1] },
        { op: 'fired' },
        constant(5),
        { op: 'mul', args: [3, 4] },
      ],
      2,
    );
    expect(list.nodes[list.position(5)]).toMatchObject({ op: 'select' });
  });
});
