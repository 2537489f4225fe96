import { fired, index, read, step } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import type { Scenario } from './scenario.ts';
import {
  close,
  equal,
  inExamples,
  overNetwork,
  overNeurons,
  projection,
  recorded,
  sameSpikes,
  trialInput,
} from './units.ts';
import { randomSynapses } from '../plans/synapses.ts';

/*
 * Populations whose size does not fill the lanes of a vector or the threads of a group: what happens in the lanes beside
 * them must never show.
 */

/** Neurons that all fire in every step, beside lanes that would fire too. */
function allFireScenario(size: number, length: number): Scenario {
  const s = planSketch();
  const units = s.population('units', size, 'model', 2);
  const loop = projection(s, { name: 'unitsToUnits', pre: units, post: units, format: 'rows', delay: 2 });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example' });
  const sum = s.array({ name: 'sum', over: overNeurons(units), lifetime: 'output' });
  const update = s.neurons('fire always', {
    population: units,
    writes: [
      { to: v, value: fired().sub(1) },
      { to: sum, value: read(loop.arrived, 'neuron'), add: true },
    ],
    fires: read(v, 'neuron').lt(0.5),
  });
  return {
    name: `lanes: ${size} neuron(s) that all fire in each of ${length} steps`,
    law: 'Neurons of a population fire and no others, and there is room for all spikes that there can be.',
    input: `${size} neurons that fire at rest, 2 examples of ${length} steps`,
    plan: s.plan(
      { trial: [perExample(forward(run(loop.deliver, update), { keepSpikes: [units] }))] },
      { spikes: [units] },
    ),
    async script(program) {
      await program.writeStore(
        loop.store,
        randomSynapses({ pre: size, post: size, density: Math.min(1, 4 / size), seed: size }),
      );
      const { spikes, outputs } = await program.run('trial', trialInput(length, { size: 2 }));
      return { ...sameSpikes('units', spikes[units]), 'what arrived': equal(recorded(outputs, sum), inExamples(size)) };
    },
  };
}

/** Neurons whose equations would divide by zero in the lanes beside them. */
function divisionScenario(size: number): Scenario {
  const s = planSketch();
  const units = s.population('units', size, 'never');
  const divisor = s.array({ name: 'divisor', over: overNeurons(units), lifetime: 'shared', initial: 2 });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example', initial: 1 });
  const out = s.array({ name: 'out', over: overNeurons(units), lifetime: 'output' });
  const total = s.array({ name: 'total', over: overNetwork, lifetime: 'output' });
  const next = read(v, 'neuron').add(step().div(read(divisor, 'neuron')));
  const update = s.neurons('divide', {
    population: units,
    writes: [
      { to: v, value: next },
      { to: out, value: next.log().add(index('neuron')) },
    ],
  });
  const sum = s.reduce('sum', { population: units, operation: 'sum', into: total, value: read(v, 'neuron') });
  return {
    name: `lanes: ${size} neuron(s) that divide by values that are never 0`,
    law: 'Nothing is computed, summed or checked for neurons that do not exist.',
    input: `${size} neurons that divide by their own constant, 2 examples of 12 steps`,
    plan: s.plan({ trial: [perExample(forward(run(update, sum)))] }),
    async script(program) {
      await program.write(
        divisor,
        Float64Array.from({ length: size }, (_, i) => 1 + i / 2),
      );
      const { outputs } = await program.run('trial', trialInput(12, { size: 2 }));
      return {
        'logarithm of the sum of quotients': close(recorded(outputs, out), inExamples(size)),
        'sum over the population': close(recorded(outputs, total), inExamples(1)),
      };
    },
  };
}

/** Scenarios of populations beside empty lanes. */
export const laneScenarios = (): readonly Scenario[] => [
  allFireScenario(1, 9),
  allFireScenario(5, 9),
  allFireScenario(70, 700),
  allFireScenario(3, 2500),
  divisionScenario(1),
  divisionScenario(6),
  divisionScenario(35),
];
