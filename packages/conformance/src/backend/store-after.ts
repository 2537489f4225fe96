import type { Program } from '@growcone/core';
import type { Observation } from './scenario.ts';
import { equal } from './units.ts';

/** The synapses of a store, all of which must be equal. @param program - the program @param store - the store @param when - when, in words */
export async function storeAfter(program: Program, store: number, when: string): Promise<Record<string, Observation>> {
  const { pre, post, variables, columnOffsets } = await program.readStore(store);
  const where = (i: number): string => `synapse ${i}, from ${pre[i]} to ${post[i]}`;
  return {
    [`presynaptic neurons after ${when}`]: equal(pre),
    [`postsynaptic neurons after ${when}`]: equal(post, where),
    ...Object.fromEntries(
      Object.entries(variables).map(([name, values]) => [`${name} after ${when}`, equal(values, where)]),
    ),
    ...(columnOffsets ? { [`column offsets after ${when}`]: equal(columnOffsets, where) } : {}),
  };
}
