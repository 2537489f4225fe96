import { describe, expect, it } from 'vitest';
import { allToAll } from '../../src/connectivity/all-to-all.ts';
import { constantValue } from '../../src/connectivity/initialisers.ts';
import { boxcar, fastSigmoid, windowed, type Surrogate } from '../../src/expression/surrogate.ts';
import { delta } from '../../src/model/synapse.ts';
import type { NeuronModel } from '../../src/model/neuron.ts';
import { citations } from '../../src/network/citations.ts';
import { network } from '../../src/network/network.ts';
import { defineRewiring } from '../../src/rule/rewiring.ts';
import { descent, graded, source, spiking, squared, sum, toReadout } from './models.ts';

const sloped = (surrogate: Surrogate): NeuronModel => {
  const model = spiking();
  return { ...model, spike: { ...model.spike!, surrogate: () => surrogate } };
};
const surrogates = (...models: NeuronModel[]): [string, readonly string[]][] => {
  const net = network({ seed: 1 });
  models.forEach((model, i) => net.population(`p${i}`, 1, model));
  return [...citations(net.describe())];
};

describe('the citations of a network', () => {
  it('name every part that tells its source, from the network as a whole to the loss', () => {
    const cited = <T extends { readonly name: string }>(part: T): T & { readonly cite: string } => ({
      ...part,
      cite: `doi:${part.name}`,
    });
    const net = network({ seed: 1, cite: 'doi:network' });
    const input = net.population('input', 2, cited({ ...graded(), name: 'input', source: 'input' as const }));
    const output = net.population('output', 2, cited(graded()), {
      initial: { y: cited({ ...constantValue(0), name: 'start' }) },
    });
    const weight = cited(constantValue(1));
    const projection = net.project(input, output, { connect: cited(allToAll()), weight, synapse: cited(delta()) });
    net.learn(projection, { rule: cited(toReadout), optimiser: cited(descent()) });
    net.rewire(projection, defineRewiring({ name: 'rewiring', cite: 'doi:rewiring', adjust: ({ w }) => ({ w }) }));
    net.readout(output, { readout: cited(sum), loss: cited(squared) });
    const found = [...citations(net.describe())];
    const names = ['network', 'input', 'graded', 'start', 'allToAll', 'constantValue', 'delta', 'sum', 'squared'];
    const rules = ['to readout', 'descent', 'rewiring'];
    expect(found).toEqual([...names, ...rules].map((name) => [`doi:${name}`, [name]]));
  });

  it('gather what has one source, each name once, and leave out what names none', () => {
    const net = network({ seed: 1 });
    const [first, second] = ['first', 'second'].map((name) => ({ ...graded(), name, cite: 'arXiv:1' }));
    [first!, second!, first!, graded()].forEach((model, i) => net.population(`p${i}`, 1, model));
    expect([...citations(net.describe())]).toEqual([['arXiv:1', ['first', 'second']]]);
  });

  it('know the slope at threshold, whoever is the author of the neuron', () => {
    const superSpike = ['doi:10.1162/neco_a_01086', ['surrogate of spiking']];
    expect(surrogates(sloped(fastSigmoid()))).toEqual([superSpike]);
    expect(surrogates(sloped(windowed(fastSigmoid(), 1)))).toEqual([superSpike]);
    expect(surrogates(sloped(boxcar(1)), source(), graded())).toEqual([
      ['doi:10.1038/s41467-020-17236-y', ['surrogate of source']],
    ]);
  });
});
