import { describe, expect, it } from 'vitest';
import { allToAll } from '../../src/connectivity/all-to-all.ts';
import { quantity } from '../../src/model/quantity.ts';
import { network } from '../../src/network/network.ts';
import { compilePlan, type CompiledPlan } from '../../src/plan/compile-plan.ts';
import type { LearningRule } from '../../src/rule/learning-rule.ts';
import type { NeuronSignal } from '../../src/rule/neuron-signal.ts';
import { defineWeightUpdate } from '../../src/rule/weight-update.ts';
import { descent, graded, source, spiking, squared, sum } from '../network/models.ts';

const whole: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  form: 'reverse',
  name: 'whole',
  feedback: () => 'symmetric',
};
const online: LearningRule = {
  ...whole,
  form: 'online',
  weightUpdate: () => defineWeightUpdate({ name: 'none', eachSynapse: () => ({ grad: 0 }) }),
};
const counting: NeuronSignal = {
  name: 'counting',
  at: 'trial',
  state: { n: quantity(0, 'spikes', 'spikes so far') },
  advance: ({ state, z }) => ({ n: state['n']!.add(z) }),
  signal: ({ state }) => state['n']!,
};

function compiled(rule: LearningRule, signal: NeuronSignal): CompiledPlan {
  const net = network({ seed: 1 });
  const input = net.population('input', 5, source());
  const hidden = net.population('hidden', 4, spiking());
  const output = net.population('output', 2, graded());
  const dense = { connect: allToAll(), weight: 0.5 };
  const projections = [net.project(input, hidden, dense), net.project(hidden, output, dense)];
  net.readout(output, { readout: sum, loss: { ...squared, at: 'step' } });
  net.learn(projections, { rule: { ...rule, signal }, optimiser: descent() });
  return compilePlan(net.describe());
}

describe('a neuron signal of the trial', () => {
  it('is evaluated once per example, between the two sweeps', () => {
    const { plan } = compiled(whole, counting);
    const [examples] = plan.entries['trial']!;
    const body = examples?.op === 'examples' ? examples.body : [];
    const names = body.map((op) => (op.op === 'run' ? plan.kernels[op.kernel]!.name : op.op));
    const at = (name: string): number => names.indexOf(name);
    expect(at('forward')).toBe(0);
    expect(at('hidden counting at end')).toBeGreaterThan(0);
    expect(at('hidden counting signal')).toBeGreaterThan(at('hidden counting at end'));
    expect(at('reverse')).toBe(names.length - 1);
  });

  it('records nothing per step that the sweep back does not need anyway', () => {
    const kept = ({ plan }: CompiledPlan): number => plan.arrays.filter(({ steps }) => steps === 'all').length;
    const perStep: NeuronSignal = { ...counting, at: 'step' };
    expect(kept(compiled(whole, counting))).toBe(kept(compiled(whole, perStep)) - 1);
  });

  it('hands out reports as one sum per example', () => {
    const { plan, reports } = compiled(whole, {
      ...counting,
      reports: [{ name: 'spikes', unit: 'spikes', of: ({ state }) => state['n']! }],
    });
    const handed = [...reports].flatMap(([{ name }, each]) => each.map(({ array }) => [name, plan.arrays[array]]));
    expect(handed).toEqual([['hidden', expect.objectContaining({ lifetime: 'output', over: { per: 'network' } })]]);
  });
});

describe('a neuron signal is refused', () => {
  it.each<[string, LearningRule, Partial<NeuronSignal>, RegExp]>([
    ['where the trial is over too late', online, {}, /'counting' is known after the trial\. Use form: 'reverse'/],
    ['that pushes in every step', whole, { at: 'step', push: ({ state }) => state['n']! }, /Use at: 'trial'/],
    ['that reads a variable it has not', whole, { signal: ({ state }) => state['m']! }, /counting has no variable 'm'/],
    ['that reads a reduction it has not', whole, { signal: ({ reduced }) => reduced['sum']! }, /no reduction 'sum'/],
    ['that writes a variable it has not', whole, { advance: () => ({ m: 1 }) }, /'m'/],
  ])('%s', (_, rule, part, message) => {
    expect(() => compiled(rule, { ...counting, ...part })).toThrow(message);
  });
});
