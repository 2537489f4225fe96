import { Condition, lift } from '../expression/expression.ts';
import { quantity, type Vars } from '../model/quantity.ts';
import type { Attempts } from './attempts.ts';
import type { Rewiring, RewiringSpec, Sweep, SynapseAt } from './rewiring.ts';

/** Name of the variable that is 1 where a synapse was there from the start. */
const PROTECTED = 'protected';

const isProtected = (syn: Vars<string>): Condition => (syn[PROTECTED] ?? lift(0)).gt(0);

/**
 * The same rewiring rule, but synapses that exist when the network is compiled never go. A projection that is to stay as it is needs no
 * rule at all.
 *
 * @param rule - the rule
 * @returns a rule with one more variable per synapse, `protected`: 1 for those from the start, 0 for all others
 */
export function protectInitial(rule: Rewiring): Rewiring {
  const { edit, start, synapse = {} } = rule;
  const spec: RewiringSpec<string, string, string, string> = {
    ...rule,
    synapse: { ...synapse, [PROTECTED]: quantity(0, '', '1 for a synapse from the start') },
    start: (at) => ({ ...start?.(at), [PROTECTED]: 1 }),
    ...(edit === undefined ? {} : { edit: 'draw' in edit ? attempts(edit) : sweep(edit) }),
  };
  return { ...spec, kind: 'rewiring', apiVersion: rule.apiVersion };
}

const attempts = (edit: Attempts<string, string>): Attempts<string, string> => ({
  ...edit,
  eliminate(synapse) {
    const chance = edit.eliminate(synapse);
    const kept = isProtected(synapse.syn);
    return chance instanceof Condition ? chance.and(kept.not()) : kept.select(0, chance);
  },
});

function sweep(edit: Sweep<string, string>): Sweep<string, string> {
  const { prune } = edit;
  const where = (synapse: SynapseAt<string, string>): Condition => {
    const free = isProtected(synapse.syn).not();
    return prune.where?.(synapse).and(free) ?? free;
  };
  return { ...edit, prune: { ...prune, where } };
}
