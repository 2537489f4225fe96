import { evaluator, variable, type Optimiser, type Quantities } from '@growcone/core';

/**
 * Weights of one synapse after each update.
 *
 * @param optimiser - the optimiser
 * @param grad - gradient of an update, 1 …
 * @param updates - how many
 * @param start - the first weight
 */
export function runOptimiser(
  optimiser: Optimiser,
  grad: (update: number) => number,
  updates: number,
  start = 0,
): number[] {
  let network = initial(optimiser.network);
  let syn = initial(optimiser.synapse);
  let w = start;
  const weights: number[] = [];
  const after = optimiser.advance?.(symbols(network)) ?? {};
  const writes = optimiser.step({
    w: variable('w'),
    grad: variable('grad'),
    learningRate: variable('learningRate'),
    syn: symbols(syn),
    network: symbols(network),
  });
  for (let t = 1; t <= updates; t++) {
    network = { ...network, ...values(after, network) };
    const next = values(writes, { ...network, ...syn, w, grad: grad(t), learningRate: optimiser.learningRate });
    w = next['w']!;
    syn = Object.fromEntries(Object.keys(syn).map((n) => [n, next[n] ?? syn[n]!]));
    weights.push(w);
  }
  return weights;
}

const initial = (quantities: Quantities<string> = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(quantities).map(([n, q]) => [n, q.value]));

const symbols = (of: Readonly<Record<string, number>>): Record<string, ReturnType<typeof variable>> =>
  Object.fromEntries(Object.keys(of).map((n) => [n, variable(n)]));

function values(writes: object, at: Readonly<Record<string, number>>): Record<string, number> {
  const evaluate = evaluator(at);
  return Object.fromEntries(Object.entries(writes).map(([n, e]) => [n, typeof e === 'number' ? e : evaluate(e)]));
}
