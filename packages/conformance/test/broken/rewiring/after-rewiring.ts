import type { StoreSnapshot } from '@growcone/core';
import type { Check } from '../../../src/index.ts';
import { rewiredWrongly } from './signed-rule.ts';

/**
 * The rule's checks where synapses are other than they should be after each rewiring.
 *
 * @param change - changes them, from what they are and what they were before
 */
export function afterRewiring(
  change: (after: StoreSnapshot, before: StoreSnapshot) => StoreSnapshot,
): readonly Check[] {
  return rewiredWrongly({
    program(program, plan) {
      let before: StoreSnapshot | undefined;
      const loop = plan.stores.findIndex((s) => s.name === 'unitsToUnits');
      return {
        async run(entry, input) {
          before = entry.startsWith('rewire') ? await program.readStore(loop) : undefined;
          return program.run(entry, input);
        },
        async readStore(store) {
          const after = await program.readStore(store);
          return before && store === loop ? change(after, before) : after;
        },
      };
    },
  });
}
