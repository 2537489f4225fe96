import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import type { Backend, Projection } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import {
  batchOf,
  byPair,
  HIDDEN,
  INPUTS,
  probedNetwork,
  ranking,
  zeroWhereAbsent,
} from '../rewiring/probed-network.ts';

describe('the gradient of an absent pair', () => {
  // A row's feedback is summed in lanes by slot on the CPU, so there storing a zero moves what is summed with what.
  it.each<[string, Backend, 'all' | 'readout']>([
    ['the reference, signals over all projections', reference(), 'all'],
    ['the reference, signals into the readout', reference(), 'readout'],
    ['the CPU, signals into the readout', cpu({ threads: 1 }), 'readout'],
    ['the CPU in segments, signals into the readout', cpu({ threads: 1, segment: 7 }), 'readout'],
    ['two threads, signals into the readout', cpu({ threads: 2 }), 'readout'],
  ])('is to the bit that of a synapse with weight 0: %s', async (_, backend, feedback) => {
    const every = 1000;
    const sparse = await probedNetwork(backend, ranking(every, 0), { feedback });
    const full = await probedNetwork(backend, zeroWhereAbsent(), { feedback, dense: true });
    await using one = sparse.simulation;
    await using other = full.simulation;
    await one.accumulate(batchOf(1));
    await other.accumulate(batchOf(1));
    const check = async (own: Projection, whole: Projection, pre: number): Promise<void> => {
      const probes = byPair(await one.probes(own));
      const synapses = byPair(await one.gradient(own));
      expect(Object.keys(probes).length + Object.keys(synapses).length).toBe(pre * HIDDEN);
      expect(Object.values(probes).filter(([gradient]) => gradient !== 0).length).toBeGreaterThan(pre);
      expect({ ...probes, ...synapses }).toEqual(byPair(await other.gradient(whole)));
    };
    await check(sparse.input, full.input, INPUTS);
    await check(sparse.loop, full.loop, HIDDEN);
  });
});
