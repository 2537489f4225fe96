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
  const seen = new Set<number>();
  let at = 0;
  for (let pre = 0; pre < store.preSize; pre++) {
    const length = store.copyRow(pre, posts, addresses);
    judge.equal(`length of row ${pre}`, [length], [store.rowLength(pre)]);
    judge.equal(`row ${pre}`, expected.post.subarray(at, at + length), posts.subarray(0, length));
    for (let slot = 0; slot < length; slot++) {
      judge.equal(`slot found for ${pair(at)}`, [slot], [store.find(pre, posts[slot])]);
      for (const { name } of store.variables) {
        const value = store.variable(name)[addresses[slot]];
        judge.equal(`'${name}' at the address of ${pair(at)}`, [expected.variables[name][at]], [value]);
      }
      judge.holds('addresses', format.sharedValues || !seen.has(addresses[slot]), 'one of its own', `${addresses[slot]} twice`);
      seen.add(addresses[slot]);
      at++;
    }
  }
  judge.equal('synapses in all rows together', [expected.pre.length], [at]);
}
