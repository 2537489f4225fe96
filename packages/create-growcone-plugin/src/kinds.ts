import { ScaffoldError } from './scaffold-error.ts';

/** A kind of plug-in. */
export type Kind = 'rule' | 'plasticity' | 'neuron' | 'synapse' | 'rewiring' | 'backend';

/** What can be started, and what the example of each kind is. */
export const kinds: Readonly<Record<Kind, string>> = {
  rule: 'a learning rule: e-prop with homeostatic firing rates',
  plasticity: 'a plasticity rule, without loss or gradient: inputs that were active before a spike gain',
  neuron: 'a neuron: quadratic integrate-and-fire',
  synapse: 'a synapse: double-exponential current',
  rewiring: 'a rewiring rule: the weakest synapses go, after a time of grace',
  backend: 'a backend: times every call to another backend',
};

/**
 * The kind that was asked for.
 *
 * @param given - what was typed
 */
export function kindOf(given: string): Kind {
  const known = Object.keys(kinds) as Kind[];
  const kind = known.find((name) => name === given);
  if (kind) return kind;
  // No two kinds begin with the same two letters.
  const meant = known.find((name) => name.startsWith(given.slice(0, 2).toLowerCase()) && given.length > 1);
  throw new ScaffoldError(
    'PLUGIN_KIND',
    `--kind must be one of ${known.join(', ')}, got '${given}'.${meant ? ` Did you mean '${meant}'?` : ''}`,
    { given, known },
  );
}
