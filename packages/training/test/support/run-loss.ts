import { evaluator, variable, type Loss } from '@growcone/core';

/** A loss and its gradient for all output neurons of one step or trial. */
export function runLoss(
  loss: Loss,
  y: readonly number[],
  target: readonly number[],
): { loss: number; gradient: number[] } {
  const names = (loss.reductions ?? []).map(({ name }) => name);
  const scope = {
    y: variable('y'),
    target: variable('target'),
    reduced: Object.fromEntries(names.map((n) => [n, variable(n)])),
  };
  const reduced: Record<string, number> = {};
  const each = (expr: Parameters<ReturnType<typeof evaluator>>[0]): number[] =>
    y.map((value, k) => evaluator({ ...reduced, y: value, target: target[k]! })(expr));
  for (const { name, operation, of } of loss.reductions ?? []) {
    const values = each(of(scope));
    reduced[name] = operation === 'max' ? Math.max(...values) : sum(values);
  }
  return { loss: sum(each(loss.value(scope))), gradient: each(loss.gradient(scope)) };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
