import { compilePlan, defineNeuron, network, quantity, ZERO } from '@growcone/core';
import { index, random, read, step } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import type { Observations, Scenario } from './scenario.ts';
import { close, equal, overNeurons, recorded, sameSpikes, traceOf, trialInput } from './units.ts';

/** Kernels that run only in some steps, counted from the last of each n or from one given. */
function everySomeSteps(): Scenario {
  const s = planSketch([41, 42]);
  const [size, length] = [7, 23];
  const units = s.population('units', size, 'never');
  const names = ['every 5th', 'every 5th from 1', 'every 5th from 4', 'every one'];
  const changes = [{ steps: 5 }, { steps: 5, from: 1 }, { steps: 5, from: 4 }, { steps: 1, from: 1 }];
  const arrays = names.map((name) => s.array({ name, over: overNeurons(units), lifetime: 'example' }));
  const traces = names.map((name) => traceOf(s, units, `${name}, seen`));
  const kernels = arrays.map((to, n) =>
    s.neurons(names[n], { population: units, writes: [{ to, value: step().add(index('neuron').mul(0.25)) }] }),
  );
  const see = s.neurons('see', {
    population: units,
    writes: traces.map((to, n) => ({ to, value: read(arrays[n], 'neuron') })),
  });
  const body = [
    ...kernels.map((kernel, n) => ({
      op: 'every' as const,
      ...changes[n],
      body: run(kernel),
    })),
    ...run(see),
  ];
  return {
    name: 'periodic: kernels that run in every n-th step',
    law: 'A body of `every` runs in the steps that n divides, or in `from` and every n-th after it.',
    input: `${size} units, ${length} steps, 3 examples`,
    plan: s.plan({ trial: [perExample(forward(body, { keep: traces }))] }, { arrays: traces }),
    async script(program) {
      const { records } = await program.run('trial', trialInput(length, { size: 3 }));
      return Object.fromEntries(names.map((name, n) => [name, equal(recorded(records, traces[n]))]));
    },
  };
}

/** Draws that all neurons of a kernel share, beside those of their own. */
function sharedDraws(): Scenario {
  const s = planSketch([0xfeed, 0xbeef]);
  const [size, length, count] = [13, 6, 4];
  const units = s.population('units', size, 'never');
  const all = { by: 'network', time: 'step' } as const;
  const drawn = {
    first: random('uniform', { ...all, stream: 11, draw: 0 }),
    second: random('uniform', { ...all, stream: 11, draw: 1 }),
    'beside one of its own': random('uniform', { ...all, stream: 11, draw: 2 }).add(
      random('uniform', { stream: 3, draw: 0, by: 'neuron', time: 'step' }),
    ),
    normal: random('normal', { ...all, stream: 11, draw: 4 }),
  };
  const traces = Object.keys(drawn).map((name) => traceOf(s, units, name));
  const update = s.neurons('draw', {
    population: units,
    writes: Object.values(drawn).map((value, i) => ({ to: traces[i], value })),
  });
  const body = run(update);
  return {
    name: 'periodic: draws that all neurons share',
    law: 'A draw of the network is the same for every neuron, another in every step and example.',
    input: `${size} units, ${count} examples of ${length} steps`,
    plan: s.plan({ trial: [perExample(forward(body, { keep: traces }))] }, { arrays: traces }),
    async script(program) {
      const { records } = await program.run('trial', trialInput(length, { size: count, firstExample: 7 }));
      return Object.fromEntries(
        Object.keys(drawn).map((name, i) => {
          const values = recorded(records, traces[i]);
          return [name, name === 'first' || name === 'second' ? equal(values) : { ...close(values), ulps: 64 }];
        }),
      );
    },
  };
}

/** A neuron that all of its population push together, by a draw, every 7 ms. */
const pushed = defineNeuron({
  name: 'pushed unit',
  params: {},
  state: { v: quantity(0, '', 'potential'), drive: quantity(0, '', 'push') },
  integrate: ({ v, drive }) => ({ v: v.mul(0.9).add(drive) }),
  every: {
    interval: 7,
    update: ({ v }, _, { neuron, shared }) => ({ drive: shared().add(neuron.mul(0.0625)).sub(v.mul(0.125)).mul(0.25) }),
  },
  spike: {
    threshold: ({ v }) => v.sub(1),
    surrogate: () => () => ZERO,
    reset: ({ v }, z) => ({ v: v.sub(z) }),
  },
});

/** A network whose neurons change once in a while, in stretches that do not end with a change. */
function periodicNetwork(stretches: readonly number[]): Scenario {
  const net = network({ dt: 0.5, seed: 12 });
  const units = net.population('units', 21, pushed());
  net.record(units, { spikes: true });
  const { plan } = compilePlan(net.describe(), undefined, true);
  return {
    name: `periodic: a population that changes every 7 ms, in stretches of ${stretches.join(' + ')} steps`,
    law: 'The first change comes before the first step, the next after its interval, wherever a run is cut.',
    input: '21 units, steps of 0.5 ms',
    plan,
    async script(program) {
      const seen: Record<string, Observations[string]> = {};
      let firstStep = 0;
      for (const steps of stretches) {
        const input = trialInput(steps, { size: 1, firstExample: 0, update: 0, firstStep });
        const { spikes } = await program.run('advance', input);
        Object.assign(seen, sameSpikes(`units from step ${firstStep + 1}`, spikes[units.id]));
        firstStep += steps;
      }
      return seen;
    },
  };
}

/** Scenarios of what happens only in some steps. */
export const periodicScenarios = (): readonly Scenario[] => [
  everySomeSteps(),
  sharedDraws(),
  periodicNetwork([100]),
  periodicNetwork([3, 1, 40, 56]),
];
