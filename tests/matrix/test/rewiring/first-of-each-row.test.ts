import {
  defineRewiring,
  explicitPairs,
  fixedProbability,
  network,
  quantity,
  type Backend,
  type Connector,
  type Projection,
  type Simulation,
} from '@growcone/core';
import { leakyIntegrator, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { meanOverTime, sgd, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { BACKENDS, code, codes, filled, rowLengths } from './networks.ts';

const [PRE, POST] = [64, 48];

/** Weights double with every update; a synapse goes that was marked. */
const rule = defineRewiring({
  name: 'marks',
  synapse: { doomed: quantity(0, '', 'whether this synapse is to go'), own: quantity(0, '', 'tells the pair') },
  adjust: ({ w }) => ({ w: w.mul(2) }),
  edit: { prune: { where: ({ syn }) => syn.doomed.gt(0) } },
});

async function compiled(
  connect: Connector,
  backend: Backend,
): Promise<{ readonly simulation: Simulation; readonly projection: Projection }> {
  const net = network({ seed: 6 });
  const input = net.population('input', PRE, spikeSource());
  const output = net.population('output', POST, leakyIntegrator());
  const projection = net.project(input, output, { connect, weight: 0.5 });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(projection, { rule: eprop(), optimiser: sgd({ learningRate: 1 }) });
  net.rewire(projection, rule);
  return { simulation: await net.compile(backend), projection };
}

// Listed in no order, some rows empty, some with one synapse, one complete.
const list = Array.from({ length: PRE * POST }, (_, k) => (k * 1009) % (PRE * POST))
  .map((k) => [Math.floor(k / POST), k % POST] as const)
  .filter(([a, b]) => a === 7 || (a % 3 !== 0 && (a * 31 + b * 17) % 23 === 0));
const connectors: readonly (readonly [string, Connector])[] = [
  ['given as a list of pairs', explicitPairs(list)],
  // A row of 48 pairs is empty with probability 0.97⁴⁸ = 0.23.
  ['drawn at 3 %', fixedProbability(0.03)],
];

describe.each(BACKENDS)('on %s', (_, backend) => {
  describe.each(connectors)('synapses %s', (__, connect) => {
    it('keep their values when they are written from outside, doubled by the network, and read back', async () => {
      const { simulation, projection } = await compiled(connect, backend);
      await using _simulation = simulation;
      const before = await simulation.synapses(projection);
      const checkpoint = await simulation.checkpoint();
      const written = filled(before, { w: code, 'marks.own': (a, b) => code(b, a) });
      await simulation.restore({ ...checkpoint, stores: { [projection.id]: written } });
      // No batch has left a gradient: the optimiser changes nothing.
      await simulation.update();
      const after = await simulation.synapses(projection);
      expect(codes(after)).toEqual(codes(before));
      expect(Array.from(after.variables['w']!)).toEqual(codes(before).map((k) => 2 * k));
      expect(Array.from(after.variables['marks.own']!)).toEqual(Array.from(written.variables['marks.own']!));
    });

    it('lose the first of each row that has any; the last takes its place, and its values go with it', async () => {
      const { simulation, projection } = await compiled(connect, backend);
      await using _simulation = simulation;
      const before = await simulation.synapses(projection);
      const lengths = rowLengths(before, PRE);
      const rows = lengths.filter((n) => n > 0).length;
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBeLessThan(PRE);
      const checkpoint = await simulation.checkpoint();
      const marked = filled(before, {
        w: code,
        'marks.own': (a, b) => code(b, a),
        'marks.doomed': (___, ____, slot) => (slot === 0 ? 1 : 0),
      });
      await simulation.restore({ ...checkpoint, stores: { [projection.id]: marked } });

      expect(await simulation.rewire()).toEqual({ inputToOutput: rows });
      const after = await simulation.synapses(projection);
      expect(rowLengths(after, PRE)).toEqual(lengths.map((n) => Math.max(0, n - 1)));
      // In a row a, b, c, d the hole of a is filled by d: d, b, c.
      const expected = lengths.flatMap((n, a) => {
        const row = codes(before).filter((k) => Math.floor(k / 4096) === a);
        return n < 2 ? [] : [row.at(-1)!, ...row.slice(1, -1)];
      });
      expect(codes(after)).toEqual(expected);
      expect(Array.from(after.variables['w']!)).toEqual(expected);
      expect(Array.from(after.variables['marks.own']!)).toEqual(
        expected.map((k) => code(k % 4096, Math.floor(k / 4096))),
      );
    });
  });
});
