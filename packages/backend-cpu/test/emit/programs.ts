import type { Node } from '@growcone/core';
import fc from 'fast-check';

const ONE = ['neg', 'abs', 'sign', 'exp', 'log', 'sqrt', 'tanh', 'floor'] as const;
const TWO = ['add', 'sub', 'mul', 'div', 'min', 'max'] as const;
const COMPARE = ['gt', 'ge', 'lt', 'le', 'eq'] as const;
const CONNECT = ['and', 'or', 'not'] as const;

/** A list of nodes with the positions of its numbers and its truth values. */
export interface Program {
  readonly nodes: readonly Node[];
  readonly numbers: readonly number[];
  readonly truths: readonly number[];
}

/** Random expressions over the given leaves. */
export const programs = (leaves: readonly Node[], length = 24): fc.Arbitrary<Program> =>
  fc
    .array(fc.record({ op: fc.nat(21), a: fc.nat(), b: fc.nat(), c: fc.nat() }), { minLength: 1, maxLength: length })
    .map((choices) => {
      const nodes: Node[] = [...leaves];
      const numbers = nodes.map((_, i) => i);
      const truths: number[] = [];
      for (const { op, a, b, c } of choices) {
        const number = (n: number): number => numbers[n % numbers.length]!;
        const truth = (n: number): number => truths[n % truths.length]!;
        const add = (to: number[], node: Node): void => void to.push(nodes.push(node) - 1);
        if (op < 8) add(numbers, { op: ONE[op]!, args: [number(a)] });
        else if (op < 14) add(numbers, { op: TWO[op - 8]!, args: [number(a), number(b)] });
        else if (op < 19 || truths.length === 0)
          add(truths, { op: COMPARE[(op - 14) % 5]!, args: [number(a), number(b)] });
        else if (op === 19) {
          const connective = CONNECT[c % 3]!;
          add(truths, { op: connective, args: connective === 'not' ? [truth(a)] : [truth(a), truth(b)] });
        } else add(numbers, { op: 'select', args: [truth(c), number(a), number(b)] });
      }
      return { nodes, numbers, truths };
    });

/** Ordinary and extraordinary f32 values, pure in a seed and an index. */
export function someValue(seed: number, index: number): number {
  let h = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h ^= h >>> 12;
  const kind = h & 31;
  if (kind === 0) return 0;
  if (kind === 1) return -0;
  if (kind === 2) return [Infinity, -Infinity, NaN, 1e-42][(h >>> 8) & 3]!;
  if (kind === 3) return Math.fround(((h >>> 8) / 2 ** 24 - 0.5) * 300);
  return Math.fround(((h >>> 8) / 2 ** 24 - 0.5) * 4);
}
