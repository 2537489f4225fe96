import type { Store, StoreSnapshot } from '@growcone/core';
import type { Judge } from '../check/judge.ts';
import type { StorageFormat } from './storage-format.ts';

/**
 * Demands that a store holds given synapses, seen through every way of looking at it.
 *
 * @param judge - compares
 * @param store - the store
 * @param expected - what it should hold
 * @param format - its format
 */
export function judgeStore(
  judge: Judge,
  store: Store,
  expected: StoreSnapshot,
  format: Pick<StorageFormat, 'sharedValues'>,
): void {
  const got = store.snapshot();
  const pair = (i: number): string => `synapse ${i}, from ${expected.pre[i]} to ${expected.post[i]}`;
  judge.equal('number of synapses', [expected.pre.length], [store.count]);
  judge.equal('presynaptic neurons', expected.pre, got.pre);
  judge.equal('postsynaptic neurons', expected.post, got.post, pair);
  for (const [name, values] of Object.entries(expected.variables)) {
    judge.equal(`values of '${name}'`, values, got.variables[name], pair);
  }
  const posts = new Uint32Array(store.postSize);
  const addresses = new Uint32Array(store.postSize);
  const inRows: number[] = [];
  const slots: number[] = [];
  const found: number[] = [];
  const at: number[] = [];
  for (let pre = 0; pre < store.preSize; pre++) {
    const length = store.copyRow(pre, posts, addresses);
    if (length !== store.rowLength(pre)) judge.equal(`length of row ${pre}`, [length], [store.rowLength(pre)]);
    for (let slot = 0; slot < length; slot++) {
      inRows.push(posts[slot]);
      slots.push(slot);
      found.push(store.find(pre, posts[slot]));
      at.push(addresses[slot]);
    }
  }
  judge.equal('postsynaptic neurons, row by row', expected.post, inRows, pair);
  judge.equal('slots found', slots, found, pair);
  for (const { name } of store.variables) {
    const values = store.variable(name);
    judge.equal(
      `'${name}' by address`,
      expected.variables[name],
      at.map((address) => values[address]),
      pair,
    );
  }
  const own = new Set(at).size;
  judge.holds(
    'addresses',
    format.sharedValues || own === at.length,
    'one for every synapse',
    `${own} for ${at.length} synapses`,
  );
}
