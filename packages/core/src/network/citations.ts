import type { Initialiser } from '../connectivity/connection.ts';
import { constants, scope } from '../model/scope.ts';
import type { NetworkDescription, Population } from './description.ts';

/** What may name its source. */
interface Cited {
  readonly name: string;
  readonly cite?: string | undefined;
}

/**
 * The published sources of everything in a network that names one as its `cite`: the network as a whole, models and their surrogates,
 * connectors, initial values, rules, optimisers, readout and loss.
 *
 * @param network - `net.describe()`, or `simulation.network`
 * @returns by source, such as `arXiv:1412.6980`, the names of what it is the source of
 */
export function citations(network: NetworkDescription): ReadonlyMap<string, readonly string[]> {
  const { dt, cite: whole, populations, projections, readout, learning, rewirings, plasticity } = network;
  const parts: readonly Cited[] = [
    { name: 'network', cite: whole },
    ...populations.flatMap(({ model, initial }) => [model, surrogateOf(model, dt), ...drawn(Object.values(initial))]),
    ...projections.flatMap(({ connect, weight, synapse }) => [connect, ...drawn([weight]), synapse]),
    ...(readout ? [readout.readout, readout.loss] : []),
    ...learning.flatMap(({ rule, optimiser }) => [rule, optimiser]),
    ...[...rewirings, ...plasticity].map(({ rule }) => rule),
  ];
  const found = new Map<string, string[]>();
  for (const { name, cite } of parts) {
    if (cite !== undefined) found.set(cite, [...new Set([...(found.get(cite) ?? []), name])]);
  }
  return found;
}

function surrogateOf({ name, spike, constants: of }: Population['model'], dt: number): Cited {
  return {
    name: `surrogate of ${name}`,
    cite: spike?.surrogate(scope(name, 'parameter', constants(of(dt)))).cite,
  };
}

const drawn = (values: readonly (Initialiser | number)[]): readonly Initialiser[] =>
  values.filter((value) => typeof value !== 'number');
