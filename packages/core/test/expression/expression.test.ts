import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, type Expr, lift, randomUniform, variable } from '../../src/expression/expression.ts';
import { evaluator } from '../../src/expression/evaluator.ts';
import { derivative } from '../../src/expression/derivative.ts';
import { freeVariables, substitute } from '../../src/expression/substitute.ts';
import { exp } from '../../src/math/exp.ts';
import { log } from '../../src/math/log.ts';
import { tanh } from '../../src/math/tanh.ts';

const evaluate = (e: Expr, env: Readonly<Record<string, number>>): number => evaluator(env)(e);

const [x, y] = [variable('x'), variable('y')];

// Smooth expressions whose values and slopes stay moderate near the points they are evaluated at.
const smooth: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(x, y),
    fc.double({ min: -2, max: 2, noNaN: true }).map((v) => lift(v)),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => a.add(b)),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => a.sub(b)),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => a.mul(b).tanh()),
    fc.tuple(tie('expr'), tie('expr')).map(([a, b]) => a.div(b.square().add(1))),
    tie('expr').map((a) => a.tanh().exp()),
    tie('expr').map((a) => a.square().add(1).log()),
    tie('expr').map((a) => a.square().add(1).sqrt()),
    tie('expr').map((a) => a.neg()),
  ),
})).expr;

describe('a recorded expression', () => {
  it('throws when it is used as a JavaScript number, and names the method to use', () => {
    expect(() => (x as unknown as number) + 1).toThrow(/a\.add\(b\)/);
    expect(() => (x as unknown as number) * 2).toThrow(/JavaScript operator/);
    expect(() => `${x as unknown as string}`).toThrow(/inside text/);
    expect(() => (x as unknown as number) > 1).toThrow(/a\.gt\(b\)/);
    expect(() => (x.gt(0) as unknown as number as never as number) + 1).toThrow(/select/);
    expect(() => x.add('1' as unknown as number)).toThrow(/type string/);
  });

  it('folds constants and drops neutral elements, so that derivatives stay small', () => {
    expect(lift(2).add(3).value).toBe(5);
    expect(x.add(0)).toBe(x);
    expect(x.mul(1)).toBe(x);
    expect(x.mul(0).value).toBe(0);
    expect(x.neg().neg()).toBe(x);
  });

  it('folds functions of constants to the bits of its own exp, log and tanh, which are the same in every engine', () => {
    const folded = [-0.7, 0.1, 3].flatMap((a) => [
      lift(a).exp().value,
      lift(a).abs().log().value,
      lift(a).tanh().value,
    ]);
    expect(folded).toEqual([-0.7, 0.1, 3].flatMap((a) => [exp(a), log(Math.abs(a)), tanh(a)]));
  });

  it('keeps the identity of a random draw through substitution: used twice, it is the same number', () => {
    const draw = randomUniform();
    const changed = substitute(draw.add(x).mul(draw), { x: y });
    const draws = new Set<Expr | Condition>();
    const visit = (e: Expr | Condition): void => {
      if (e.op === ('uniform' as string)) draws.add(e);
      e.args.forEach(visit);
    };
    visit(changed);
    expect([...draws]).toEqual([draw]);
  });

  it('knows the variables it reads', () => {
    expect(freeVariables(x.mul(y).add(x))).toEqual(new Set(['x', 'y']));
    expect(freeVariables(substitute(x.mul(y), { y: lift(3) }))).toEqual(new Set(['x']));
  });
});

describe('the derivative', () => {
  it('agrees with central differences for smooth expressions', () => {
    fc.assert(
      fc.property(
        smooth,
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        (e, vx, vy) => {
          const h = 1e-5;
          const numeric = (evaluate(e, { x: vx + h, y: vy }) - evaluate(e, { x: vx - h, y: vy })) / (2 * h);
          const symbolic = evaluate(derivative(e, 'x'), { x: vx, y: vy });
          // Truncation is h² times a third derivative; rounding is 1e-16 / h.
          expect(Math.abs(symbolic - numeric)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(symbolic)) ** 3 + 1e-6);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it.each([
    ['abs', x.abs(), -2, -1],
    ['max, where the variable wins', x.max(1), 3, 1],
    ['max, where it loses', x.max(1), 0, 0],
    ['min', x.min(1), 0, 1],
    ['select', x.gt(0).select(x.mul(2), x.mul(5)), -1, 5],
    ['sign', x.sign(), 1, 0],
    ['floor', x.floor(), 1.5, 0],
    ['detach', x.detach().mul(x), 3, 3],
    ['a draw', randomUniform(), 0, 0],
  ])('of %s follows the branch that is taken', (_, e, at, expected) => {
    expect(evaluate(derivative(e, 'x'), { x: at, y: 0 })).toBe(expected);
  });

  it('is linear in the size of a graph that shares its parts, not in the size of its tree', () => {
    let e = x;
    for (let i = 0; i < 60; i++) e = e.mul(e).add(e).tanh();
    const started = derivative(e, 'x');
    const seen = new Set<Expr | Condition>();
    const visit = (n: Expr | Condition): void => {
      if (seen.has(n)) return;
      seen.add(n);
      n.args.forEach(visit);
    };
    visit(started);
    // The tree has 3^60 leaves.
    expect(seen.size).toBeLessThan(2000);
  });
});
