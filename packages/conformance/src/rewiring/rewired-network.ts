import {
  allToAll,
  defineOptimiser,
  fixedTotal,
  network,
  quantity,
  uniform,
  type Backend,
  type Optimiser,
  type Projection,
  type Rewiring,
  type Simulation,
  type StoreSnapshot,
} from '@growcone/core';
import { crossEntropy, meanOutput, wholeGradient } from '../models/learning.ts';
import { gradedUnit, leakyUnit, sourceUnit } from '../models/neurons.ts';
import { randomTrains } from '../plans/spike-trains.ts';

/** What one rewiring did. */
export interface RewiringRound {
  /** Synapses after the update and before the rewiring. */
  readonly before: StoreSnapshot;
  /** Synapses after the rewiring. */
  readonly after: StoreSnapshot;
  /** Number of synapses that the rewiring says it replaced. */
  readonly replaced: number;
}

/** How a rule is tried. */
export interface RewiringTrial {
  /** Where it runs. */
  readonly backend: Backend;
  /** The rule. */
  readonly rule: Rewiring;
  /** Number of updates, each with a rewiring after it. */
  readonly rounds: number;
  /** Seed of the network. */
  readonly seed: number;
}

/** Sizes of the network. */
export const SIZE = 11;
/** Number of synapses that are rewired. */
export const SYNAPSES = 30;

/**
 * Gradient descent that counts the updates of every synapse in `age`, which no synapse is born with: this tells a synapse
 * that survived a rewiring from one that was pruned and grown again.
 */
const countingDescent = (): Optimiser =>
  defineOptimiser({
    name: 'descent',
    learningRate: 0.02,
    synapse: { age: quantity(0, 'updates', 'updates since the synapse grew') },
    step: ({ w, grad, syn, learningRate }) => ({ w: w.sub(grad.mul(learningRate)), age: syn.age.add(1) }),
  });

/** Name of the variable that counts updates. */
export const AGE = 'descent.age';

/**
 * Trains a small network whose recurrent projection is rewired by a rule, and notes what every rewiring did.
 *
 * @param trial - rule, backend, rounds
 */
export async function rewire({ backend, rule, rounds, seed }: RewiringTrial): Promise<readonly RewiringRound[]> {
  const net = network({ seed });
  const source = net.population('source', 6, sourceUnit());
  const units = net.population('units', SIZE, leakyUnit());
  const output = net.population('output', 2, gradedUnit());
  const rewired = net.project(units, units, {
    connect: fixedTotal(SYNAPSES, { autapses: false }),
    weight: uniform(-0.4, 0.4),
  });
  const others = [
    net.project(source, units, { connect: allToAll(), weight: uniform(0, 0.6) }),
    net.project(units, output, { connect: allToAll(), weight: uniform(-0.5, 0.5) }),
  ];
  net.readout(output, { readout: meanOutput(), loss: crossEntropy('step') });
  net.learn([rewired, ...others], { rule: wholeGradient(), optimiser: countingDescent() });
  net.rewire(rewired, rule);
  await using simulation = await net.compile(backend);
  const done: RewiringRound[] = [];
  for (let round = 0; round < rounds; round++) done.push(await oneRound(simulation, rewired, round));
  return done;
}

async function oneRound(simulation: Simulation, projection: Projection, round: number): Promise<RewiringRound> {
  const spikes = randomTrains({ neurons: 6, steps: 12, examples: 1, rate: 0.3, seed: round });
  await simulation.accumulate({ source: spikes, output: [round % 2] });
  await simulation.update();
  const before = await simulation.synapses(projection);
  const replaced = await simulation.rewire();
  return { before, after: await simulation.synapses(projection), replaced: replaced[projection.name] ?? 0 };
}
