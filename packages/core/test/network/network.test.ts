import { describe, expect, it } from 'vitest';
import { allToAll } from '../../src/connectivity/all-to-all.ts';
import { fixedProbability } from '../../src/connectivity/fixed-probability.ts';
import { network, type Network } from '../../src/network/network.ts';
import type { Population } from '../../src/network/description.ts';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { descent, graded, source, spiking, squared, sum, toReadout } from './models.ts';

interface Chain {
  readonly net: Network;
  readonly input: Population;
  readonly hidden: Population;
  readonly output: Population;
}

function chain(): Chain {
  const net = network({ seed: 1 });
  return {
    net,
    input: net.population('input', 5, source()),
    hidden: net.population('hidden', 4, spiking()),
    output: net.population('output', 2, graded()),
  };
}
const dense = { connect: allToAll(), weight: 0.5 };

describe('a network refuses, saying what to do', () => {
  it.each([
    ['a step of 0', () => network({ dt: 0, seed: 1 }), /dt must be a number of milliseconds greater than 0, got 0/],
    ['a seed that is no whole number', () => network({ seed: 1.5 }), /1\.5/],
    [
      'a population of size 0',
      () => chain().net.population('p', 0, spiking()),
      /'p' must be a whole number of at least 1, got 0/,
    ],
    [
      'a model that would change after no time',
      () => chain().net.population('p', 3, { ...spiking(), every: { interval: 0, update: () => ({}) } }),
      /'spiking' must change after a time of more than 0 ms, got 0 ms/,
    ],
    ['a name that is taken', () => chain().net.population('hidden', 3, spiking()), /already a population 'hidden'/],
    ['a negative time constant', () => spiking({ tauMem: -1 }), /spiking\.tauMem .* greater than 0 ms, got -1/],
    [
      'a misspelt parameter',
      () => spiking({ tauMen: 3 } as unknown as { tauMem: number }),
      /no parameter 'tauMen'\. Did you mean 'tauMem'\?/,
    ],
    [
      'a number that is a text',
      () => spiking({ tauMem: '20' } as unknown as { tauMem: number }),
      /greater than 0 ms, got the text '20'/,
    ],
    [
      'a model that was not called',
      () => chain().net.population('p', 1, spiking as unknown as ReturnType<typeof spiking>),
      /got a function that makes one\. Call it/,
    ],
    [
      'a rule that was not called',
      () => {
        const { net, input, hidden } = chain();
        const makesRule = () => toReadout;
        net.learn(net.project(input, hidden, dense), {
          rule: makesRule as unknown as typeof toReadout,
          optimiser: descent(),
        });
      },
      /got the function 'makesRule' that makes one\. Call it: makesRule\(\)/,
    ],
    [
      'a projection without weights',
      () => {
        const { net, input, hidden } = chain();
        net.project(input, hidden, { connect: allToAll() } as unknown as typeof dense);
      },
      /'inputToHidden' has no weight\. Give it one, such as weight: scaledNormal/,
    ],
    [
      'a projection without pairs',
      () => {
        const { net, input, hidden } = chain();
        net.project(input, hidden, { weight: 1 } as unknown as typeof dense);
      },
      /'inputToHidden' has no connect\. Give it one, such as connect: allToAll\(\)/,
    ],
    [
      'learning of no projection',
      () => chain().net.learn([], { rule: toReadout, optimiser: descent() }),
      /network\.learn got no projection/,
    ],
    [
      'an initial value of an unknown variable',
      () => chain().net.population('p', 1, spiking(), { initial: { w: 1 } }),
      /no state variable 'w'/,
    ],
    [
      'a delay of 0 steps',
      () => {
        const { net, input, hidden } = chain();
        net.project(input, hidden, { ...dense, delay: 0 });
      },
      /delay .* at least 1, got 0/,
    ],
    [
      'a projection from a graded population',
      () => {
        const { net, hidden, output } = chain();
        net.project(output, hidden, dense);
      },
      /'output' is graded/,
    ],
    [
      'a projection to a population whose spikes are input',
      () => {
        const { net, input, hidden } = chain();
        net.project(hidden, input, dense);
      },
      /takes its spikes from the batch/,
    ],
    [
      'a population of another network',
      () => {
        const { net, input } = chain();
        net.project(input, chain().hidden, dense);
      },
      /another network/,
    ],
    [
      'a readout of spikes on a graded population',
      () => {
        const { net, output } = chain();
        net.readout(output, { readout: { ...sum, reads: 'spikes' }, loss: squared });
      },
      /is graded/,
    ],
    [
      'recording an unknown variable',
      () => {
        const { net, hidden } = chain();
        net.record(hidden, { variables: ['u'] });
      },
      /no state variable 'u'/,
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  it('learning without a readout', () => {
    const { net, input, hidden } = chain();
    net.learn(net.project(input, hidden, dense), { rule: toReadout, optimiser: descent() });
    expect(() => compilePlan(net.describe())).toThrow(/has no readout. Attach one: network\.readout/);
  });

  it('learning where no signal arrives', () => {
    const { net, input, hidden, output } = chain();
    net.readout(output, { readout: sum, loss: squared });
    net.learn(net.project(input, hidden, dense), { rule: toReadout, optimiser: descent() });
    expect(() => compilePlan(net.describe())).toThrow(/No learning signal reaches population 'hidden'/);
  });

  it('two learning rules, and learning twice', () => {
    const { net, input, hidden, output } = chain();
    net.readout(output, { readout: sum, loss: squared });
    const first = net.project(input, hidden, dense);
    const second = net.project(hidden, output, dense);
    net.learn(first, { rule: toReadout, optimiser: descent() });
    expect(() => net.learn(first, { rule: toReadout, optimiser: descent() })).toThrow(/learns already/);
    net.learn(second, { rule: { ...toReadout }, optimiser: descent() });
    expect(() => compilePlan(net.describe())).toThrow(/one gradient rule/);
  });
});

describe('the plan', () => {
  const learning = (): Network => {
    const { net, input, hidden, output } = chain();
    net.readout(output, { readout: sum, loss: squared });
    net.learn(
      [
        net.project(input, hidden, { connect: fixedProbability(0.1), weight: 0.5 }),
        net.project(hidden, hidden, { ...dense, delay: 3 }),
        net.project(hidden, output, dense),
      ],
      { rule: toReadout, optimiser: descent() },
    );
    return net;
  };

  it('is plain data: it survives a structured clone and a print as JSON', () => {
    const { plan } = compilePlan(learning().describe());
    expect(structuredClone(plan)).toEqual(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('stores a sparse projection as rows and a dense one densely', () => {
    const { plan } = compilePlan(learning().describe());
    expect(plan.stores.map((s) => s.format)).toEqual(['rows', 'dense', 'dense']);
  });

  it('keeps as many steps of spikes as the longest delay', () => {
    const { plan } = compilePlan(learning().describe());
    expect(plan.populations.map((p) => p.history)).toEqual([1, 3, 1]);
  });

  it('keeps nothing of a neuron but its surrogate slope for the reverse sweep', () => {
    const { plan } = compilePlan(learning().describe());
    const kept = plan.arrays.filter((a) => a.name.startsWith('hidden kept'));
    expect(kept.map((a) => a.steps)).toEqual(['all']);
  });

  it('has operands before the values made of them, and reads only arrays that exist', () => {
    const { plan } = compilePlan(learning().describe());
    const disorder = plan.kernels.flatMap((kernel) =>
      kernel.nodes.filter((node, i) => 'args' in node && Math.max(...node.args) >= i),
    );
    const missing = plan.kernels.flatMap((kernel) =>
      kernel.nodes.filter((node) => node.op === 'read' && plan.arrays[node.array]?.id !== node.array),
    );
    expect([disorder, missing]).toEqual([[], []]);
  });

  it('cannot learn where nothing was asked to', () => {
    const { net, input, hidden } = chain();
    net.project(input, hidden, dense);
    expect(Object.keys(compilePlan(net.describe()).plan.entries)).toEqual(['start', 'evaluate']);
  });
});
