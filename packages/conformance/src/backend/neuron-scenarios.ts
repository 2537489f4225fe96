import { ZERO } from '@growcone/core';
import { fired, index, read, spiked, step, steps } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Observation, Scenario } from './scenario.ts';
import {
  close,
  equal,
  inTrial,
  overNeurons,
  projection,
  recorded,
  sameSpikes,
  traceOf,
  trialInput,
  trialWith,
} from './units.ts';

/** A leaky unit in several sizes: lanes of vector code that do not fill up must not show. */
function leakyScenario(size: number): Scenario {
  const s = planSketch();
  const source = s.population('source', 12, 'input', 1);
  const units = s.population('units', size, 'never');
  const p = projection(s, { name: 'sourceToUnits', pre: source, post: units, format: 'rows' });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example', initial: 0.5 });
  const trace = traceOf(s, units, 'v trace');
  const next = read(v, 'neuron').mul(0.9).add(read(p.arrived, 'neuron').mul(0.3));
  const update = s.neurons('decay and add', {
    population: units,
    writes: [
      { to: v, value: next },
      { to: trace, value: next },
    ],
  });
  const length = 40;
  return {
    name: `neurons: ${size} leaky unit(s)`,
    law: 'v ← 0.9 v + 0.3 · what arrives, for every neuron and step.',
    input: `12 sources, ${size} units, 2 examples of ${length} steps`,
    plan: s.plan({ trial: [perExample(forward(run(p.deliver, update), { keep: [trace] }))] }, { arrays: [trace] }),
    async script(program) {
      await program.writeStore(p.store, randomSynapses({ pre: 12, post: size, density: 0.5, seed: size }));
      const spikes = randomTrains({ neurons: 12, steps: length, examples: 2, rate: 0.2, seed: size });
      const { records } = await program.run('trial', trialWith(source, spikes));
      return { v: close(recorded(records, trace), inTrial(length, size)) };
    },
  };
}

/** Threshold units that excite and inhibit each other. */
export function recurrentThresholdScenario(): Scenario & { readonly distance: string } {
  const s = planSketch();
  const size = 22;
  const source = s.population('source', 16, 'input', 1);
  const units = s.population('units', size, 'model', 3);
  const input = projection(s, { name: 'sourceToUnits', pre: source, post: units, format: 'dense' });
  const loop = projection(s, { name: 'unitsToUnits', pre: units, post: units, format: 'rows', delay: 3 });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example' });
  const sent = s.array({ name: 'sent', over: overNeurons(units), lifetime: 'output' });
  const echo = s.array({ name: 'echo', over: overNeurons(units), lifetime: 'output' });
  const trace = traceOf(s, units, 'distance to threshold');
  const u = read(v, 'neuron').mul(0.85).add(read(input.arrived, 'neuron')).add(read(loop.arrived, 'neuron'));
  const distance = u.sub(1);
  const update = s.neurons('integrate and fire', {
    population: units,
    writes: [
      { to: v, value: u.sub(fired()) },
      { to: sent, value: fired().mul(step()), add: true },
      { to: echo, value: spiked(units, 'neuron', 2).mul(step()), add: true },
      { to: trace, value: distance },
    ],
    fires: distance.ge(0),
  });
  const length = 60;
  const body = run(input.deliver, loop.deliver, update);
  return {
    name: 'neurons: threshold units with recurrence fire in the same steps',
    law: 'A neuron fires where its threshold condition holds; its spikes are seen by itself, by the record and by its targets.',
    input: `16 sources, ${size} threshold units with decay 0.85, recurrent delay 3, 3 examples of ${length} steps; no unit comes closer to threshold than rounding can reach`,
    plan: s.plan(
      { trial: [perExample(forward(body, { keep: [trace], keepSpikes: [units] }))] },
      { arrays: [trace], spikes: [units] },
    ),
    distance: 'distance to threshold',
    async script(program) {
      const value = (x: number): number => Math.floor(x * 65) / 64 - 0.3125;
      await program.writeStore(input.store, randomSynapses({ pre: 16, post: size, density: 1, seed: 5, value }));
      await program.writeStore(loop.store, randomSynapses({ pre: size, post: size, density: 0.3, seed: 6 }));
      const batch = randomTrains({ neurons: 16, steps: length, examples: 3, rate: 0.12, seed: 7 });
      const { records, spikes, outputs } = await program.run('trial', trialWith(source, batch));
      return {
        ...sameSpikes('units', spikes[units]),
        'sum of spike times, by `fired`': equal(recorded(outputs, sent)),
        'sum of spike times, by `spiked` 2 steps later': equal(recorded(outputs, echo)),
        'distance to threshold': close(recorded(records, trace), inTrial(length, size)),
      };
    },
  };
}

/** Steps of the past, read from a ring. */
function ringScenario(): Scenario {
  const s = planSketch();
  const size = 6;
  const source = s.population('source', size, 'input', 1);
  const units = s.population('units', size, 'never');
  const p = projection(s, { name: 'sourceToUnits', pre: source, post: units, format: 'rows' });
  const ring = s.array({ name: 'ring', over: overNeurons(units), lifetime: 'example', steps: 5, initial: 0.25 });
  const trace = traceOf(s, units, 'sum of past values');
  const write = s.neurons('write', {
    population: units,
    writes: [{ to: ring, value: read(p.arrived, 'neuron').add(step()).sub(index('neuron')) }],
  });
  const past = [0, 1, 2, 3, 4].reduce((sum, lag) => sum.add(read(ring, 'neuron', lag).mul(2 ** lag)), ZERO);
  const sum = s.neurons('sum the past', {
    population: units,
    writes: [{ to: trace, value: past }],
  });
  const length = 17;
  return {
    name: 'rings: values of up to 4 steps ago',
    law: 'A read with lag k gives the value of k steps ago, and the initial value before step 1.',
    input: `${size} units with a ring of 5 steps, 2 examples of ${length} steps`,
    plan: s.plan({ trial: [perExample(forward(run(p.deliver, write, sum), { keep: [trace] }))] }, { arrays: [trace] }),
    async script(program) {
      await program.writeStore(p.store, randomSynapses({ pre: size, post: size, density: 0.7, seed: 2 }));
      const batch = randomTrains({ neurons: size, steps: length, examples: 2, rate: 0.3, seed: 4 });
      const { records } = await program.run('trial', trialWith(source, batch));
      return { 'weighted sum of past values': equal(recorded(records, trace), inTrial(length, size)) };
    },
  };
}

/** All reads of a neuron happen before its writes, and networks may read the step. */
function readBeforeWriteScenario(): Scenario {
  const s = planSketch();
  const units = s.population('units', 9, 'never');
  const array = (name: string, initial: number): number =>
    s.array({ name, over: overNeurons(units), lifetime: 'example', initial });
  const [a, b] = [array('a', 1), array('b', 2)];
  const trace = traceOf(s, units, 'a trace');
  const swap = s.neurons('swap', {
    population: units,
    writes: [
      { to: a, value: read(b, 'neuron') },
      { to: b, value: read(a, 'neuron').add(step()).add(steps()) },
      { to: trace, value: read(a, 'neuron') },
    ],
  });
  const length = 9;
  return {
    name: 'neurons: all reads come before all writes',
    law: 'A kernel over neurons reads every value of a neuron before it writes any.',
    input: `9 units that swap two variables, ${length} steps`,
    plan: s.plan({ trial: [perExample(forward(run(swap), { keep: [trace] }))] }, { arrays: [trace] }),
    async script(program) {
      const { records } = await program.run('trial', trialInput(length));
      return { a: equal(recorded(records, trace), inTrial(length, 9)) };
    },
  };
}

/** State that starts from a shared array, one value per neuron. */
function initialScenario(): Scenario {
  const s = planSketch();
  const units = s.population('units', 7, 'never');
  const start = s.array({ name: 'start', over: overNeurons(units), lifetime: 'shared', initial: 3 });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example', initial: { array: start } });
  const out = s.array({ name: 'out', over: overNeurons(units), lifetime: 'output', initial: 1 });
  const update = s.neurons('halve', {
    population: units,
    writes: [
      { to: v, value: read(v, 'neuron').mul(0.5) },
      { to: out, value: read(v, 'neuron'), add: true },
    ],
  });
  return {
    name: 'arrays: an example starts from its initial values',
    law: 'Every example starts at the initial value, a number or an element of a shared array, as it is when the trial starts.',
    input: '7 units that halve their value, 3 examples of 4 steps, before and after a write to the shared array',
    plan: s.plan({ trial: [perExample(forward(run(update)))] }),
    async script(program) {
      const first = await program.run('trial', trialInput(4, { size: 3 }));
      await program.write(
        start,
        Float64Array.from({ length: 7 }, (_, i) => i - 2),
      );
      const second = await program.run('trial', trialInput(4, { size: 3 }));
      const observation = (values: ArrayLike<number>): Observation => equal(values);
      return {
        'before the write': observation(recorded(first.outputs, out)),
        'after the write': observation(recorded(second.outputs, out)),
        'the shared array': observation(await program.read(start)),
      };
    },
  };
}

/** Scenarios of loops over neurons. */
export const neuronScenarios = (): readonly Scenario[] => [
  ...[1, 2, 3, 4, 5, 13, 64].map(leakyScenario),
  recurrentThresholdScenario(),
  ringScenario(),
  readBeforeWriteScenario(),
  initialScenario(),
];
