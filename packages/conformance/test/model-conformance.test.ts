import { describe, expect, it } from 'vitest';
import {
  defineNeuron,
  defineSynapse,
  delta,
  quantity,
  randomUniform,
  triangular,
  type NeuronModel,
} from '@growcone/core';
import { describeChecks, neuronConformance, runChecks, synapseConformance, type Check } from '../src/index.ts';
import { adaptiveUnit, gradedUnit, leakyUnit, quadraticUnit, secondOrderUnit } from '../src/models/neurons.ts';
import { conductanceSynapse, decayingSynapse, risingSynapse } from '../src/models/synapses.ts';

const framework = { describe, it };
describeChecks('leaky unit', neuronConformance(leakyUnit(), { factory: leakyUnit }), framework);
describeChecks('leaky unit, learning through the reset', neuronConformance(leakyUnit({ attached: 1 })), framework);
describeChecks('adaptive unit', neuronConformance(adaptiveUnit(), { factory: adaptiveUnit }), framework);
describeChecks('quadratic unit', neuronConformance(quadraticUnit(), { factory: quadraticUnit }), framework);
describeChecks('graded unit', neuronConformance(gradedUnit(), { factory: gradedUnit, dt: 0.1 }), framework);
describeChecks('second-order unit', neuronConformance(secondOrderUnit()), framework);
describeChecks('delta', synapseConformance(delta(), { factory: delta }), framework);
describeChecks('decaying synapse', synapseConformance(decayingSynapse(), { factory: decayingSynapse }), framework);
describeChecks(
  'conductance synapse',
  synapseConformance(conductanceSynapse(), { factory: conductanceSynapse }),
  framework,
);
describeChecks('rising synapse', synapseConformance(risingSynapse(), { post: adaptiveUnit() }), framework);

const noisy = defineNeuron({
  name: 'noisy unit',
  params: {},
  state: { v: quantity(0, '', 'membrane potential') },
  integrate: ({ v }, input) => ({ v: v.mul(0.9).add(input).add(randomUniform().sub(0.5)) }),
  spike: { threshold: ({ v }) => v.sub(1), surrogate: () => triangular(1), reset: ({ v }, z) => ({ v: v.sub(z) }) },
});
describeChecks('a neuron with noise', neuronConformance(noisy()), framework);

const failures = async (checks: readonly Check[]): Promise<string> =>
  (await runChecks(checks))
    .flatMap((r) => (r.error === undefined ? [] : [`${r.check.name}: ${String(r.error)}`]))
    .join('\n');

/** The leaky unit with one thing wrong. */
const wrong = (mistake: Partial<NeuronModel>): NeuronModel => ({ ...leakyUnit(), ...mistake });
const spike = leakyUnit().spike as NonNullable<NeuronModel['spike']>;

describe('a neuron that', () => {
  it.each<readonly [mistake: string, says: string, model: () => NeuronModel]>([
    [
      'has no surrogate slope anywhere',
      'nothing is ever learned',
      () => wrong({ spike: { ...spike, surrogate: () => (x) => x.mul(0) } }),
    ],
    ['can never fire', 'some, not all', () => wrong({ spike: { ...spike, threshold: ({ v }) => v.mul(0).sub(1) } })],
    ['explodes', 'not finite', () => wrong({ integrate: ({ v }) => ({ v: v.mul(-1e3).sub(1) }), spike })],
    ['is not documented', 'a few words', () => wrong({ state: { v: { value: 0, unit: 'mV', doc: '' } } })],
    [
      'starts outside of its range',
      'initial value of',
      () => wrong({ state: { v: { value: 0, unit: 'mV', doc: 'membrane potential', min: 1 } } }),
    ],
    [
      'has a constant that is not finite',
      'a finite number',
      () => wrong({ constants: (dt) => ({ alpha: 0.5, attached: 0, tau: 1 / (dt - 5) }) }),
    ],
  ])('%s is caught', async (_, says, model) => {
    expect(await failures(neuronConformance(model()))).toContain(says);
  });
});

describe('a synapse that', () => {
  it.each<readonly [mistake: string, says: string, synapse: ReturnType<typeof decayingSynapse>]>([
    [
      'grows without bound',
      'not finite',
      { ...decayingSynapse(), integrate: ({ g }, arrived) => ({ g: g.mul(1e9).add(arrived) }) },
    ],
  ])('%s is caught', async (_, says, synapse) => {
    expect(await failures(synapseConformance(synapse))).toContain(says);
  });

  it('misnames a variable of its neuron is told which there are', async () => {
    const lost = defineSynapse({
      name: 'lost',
      params: {},
      state: {},
      integrate: () => ({}),
      current: (_s, arrived, _p, post) => arrived.mul(post['u'] ?? 0),
    });
    expect(await failures(synapseConformance(lost()))).toContain("'u'");
  });
});
