import { elementWords, seedKey, streamOf, uniform01, type StoreSnapshot } from '@growcone/core';
import type { GaussianKernel } from './gaussian-kernel.ts';
import { sizeOf, type Grid } from './grid.ts';
import { afferentsOf } from './map-quality.ts';
import { partnersByDistance } from './partners.ts';

/**
 * The synapses with the partners of each postsynaptic neuron drawn anew from the formation kernel, without repetition; every neuron keeps
 * its number of synapses and its weights. What a map would be by formation alone.
 *
 * @param on - the grid of both layers
 * @param kernel - probability of formation by distance
 * @param synapses - the synapses
 * @param seed - decides the partners
 */
export function redrawnControl(
  on: Grid,
  kernel: GaussianKernel,
  synapses: StoreSnapshot,
  seed: number | bigint,
): StoreSnapshot {
  const size = sizeOf(on);
  const source = { key: seedKey(seed), stream: streamOf('connectivity', 0), step: 1 };
  const draw = partnersByDistance(on, kernel);
  const pre = new Uint32Array(synapses.pre.length);
  for (const [post, list] of afferentsOf(synapses, size).entries()) {
    const partners = draw(post, list.length, elementWords(source, post));
    for (const [n, i] of list.entries()) pre[i] = partners[n]!;
  }
  return { pre, post: synapses.post, variables: synapses.variables };
}

/**
 * The synapses with the weights of each postsynaptic neuron dealt out anew among its synapses. What a map would be if weights did not
 * depend on partners.
 *
 * @param on - the grid of both layers
 * @param synapses - the synapses
 * @param seed - decides which synapse gets which weight
 */
export function shuffledControl(on: Grid, synapses: StoreSnapshot, seed: number | bigint): StoreSnapshot {
  const source = { key: seedKey(seed), stream: streamOf('connectivity', 0), step: 2 };
  const before = synapses.variables['w'] ?? [];
  const w = Float64Array.from(before);
  for (const [post, list] of afferentsOf(synapses, sizeOf(on)).entries()) {
    const draws = elementWords(source, post);
    const keys = new Map(list.map((i, n) => [i, uniform01(draws(n))]));
    const dealt = list.toSorted((a, b) => keys.get(a)! - keys.get(b)!);
    for (const [n, i] of list.entries()) w[i] = before[dealt[n]!]!;
  }
  return { pre: synapses.pre, post: synapses.post, variables: { ...synapses.variables, w } };
}
