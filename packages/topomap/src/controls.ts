import { elementWords, log, seedKey, streamOf, uniform01, type StoreSnapshot } from '@growcone/core';
import { displacementsOf, neuronAt, type GaussianKernel } from './gaussian-kernel.ts';
import { sizeOf, type Grid } from './grid.ts';
import { afferentsOf } from './map-quality.ts';

/** Share of the largest probability below which a partner is hardly ever drawn. */
const NEAR = 2 ** -32;

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
  // Partners too far to be drawn in practice are looked at only where a neuron needs more than half of those that are near.
  const [near, all] = [NEAR * kernel.peak, 0].map((least) => displacementsOf(on, kernel, least));
  const pre = new Uint32Array(synapses.pre.length);
  for (const [post, list] of afferentsOf(synapses, size).entries()) {
    const draws = elementWords(source, post);
    const keysOf = (displacements: typeof near): [neuron: number, key: number][] =>
      displacements!.flatMap((from) => {
        const neuron = neuronAt(on, post, from);
        // Taking the largest of u^(1/p) is drawing one after another without repetition (Efraimidis and Spirakis 2006).
        return neuron < 0 ? [] : [[neuron, log(1 - uniform01(draws(neuron))) / from.probability]];
      });
    const few = keysOf(near);
    const keys = few.length < 2 * list.length ? keysOf(all) : few;
    keys.sort((a, b) => b[1] - a[1]);
    for (const [n, i] of list.entries()) pre[i] = keys[n]![0];
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
