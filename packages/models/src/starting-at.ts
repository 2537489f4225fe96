import type { NeuronModel } from '@growcone/core';

/**
 * Lets a model start its trials from other values of some variables.
 *
 * @internal
 */
export function startingAt(model: NeuronModel, values: Readonly<Record<string, number>>): NeuronModel {
  const changed = Object.entries(values).map(([name, value]) => [name, { ...model.state[name]!, value }] as const);
  return { ...model, state: { ...model.state, ...Object.fromEntries(changed) } };
}
