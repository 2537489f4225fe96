import type { Plan, Program, TrialInput } from '@growcone/core';
import { examples, fired, read } from '../plans/leaves.ts';
import { forward, perExample, planSketch, replay, reverse, run } from '../plans/plan-sketch.ts';
import { numbers, randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import { overNetwork, overNeurons, overSynapses, projection, trialWith } from './units.ts';

/** A small network that learns by the reverse sweep, written by hand. */
export interface LearningNetwork {
  /** The plan: entries `trial`, `sum` (adds the shards up) and `update` (also moves the weights). */
  readonly plan: Plan;
  /** Populations by name. */
  readonly populations: { readonly source: number; readonly hidden: number; readonly readout: number };
  /** Stores by name. */
  readonly stores: { readonly input: number; readonly loop: number; readonly output: number };
  /** Gradient arrays by projection. */
  readonly gradients: { readonly input: number; readonly loop: number; readonly output: number };
  /** The loss per example. */
  readonly loss: number;
  /** Recorded distance above threshold of the hidden units before their reset. */
  readonly distance: number;
  /** Loads weights. @param program - the loaded plan */
  prepare(program: Program): Promise<void>;
  /** A trial. @param size - examples @param length - steps @param seed - which input */
  input(size: number, length: number, seed: number): TrialInput;
}

/** Numbers of the network's equations. */
const DECAY = 0.9;
const READOUT_DECAY = 0.8;
const LEARNING_RATE = 0.01;
const SIZES = { source: 10, hidden: 12, readout: 3 };

/**
 * Makes the network: sources → threshold units with recurrence (delay 2) → leaky readout (delay 3), squared error at every
 * step. With u the value before reset and z = [u ≥ 1]:
 *
 * u(t) = 0.9 (u(t−1) − z(t−1)) + arrived, y(t) = 0.8 y(t−1) + arrived, L = ½ Σ (y − target)²
 *
 * and backwards, with ψ = 0.3 max(0, 1 − |u − 1|), s the signal that comes back over both projections:
 *
 * Λ(t) = y − target + 0.8 Λ(t+1), λ(t) = ψ (s − 0.9 λ(t+1)) + 0.9 λ(t+1)
 */
export function learningNetwork(): LearningNetwork {
  const s = planSketch();
  const source = s.population('source', SIZES.source, 'input', 1);
  const hidden = s.population('hidden', SIZES.hidden, 'model', 3);
  const readout = s.population('readout', SIZES.readout, 'never');
  const input = projection(s, { name: 'input', pre: source, post: hidden, format: 'growable-rows' });
  const loop = projection(s, { name: 'loop', pre: hidden, post: hidden, format: 'rows', delay: 2, autapses: false });
  const output = projection(s, { name: 'output', pre: hidden, post: readout, format: 'dense', delay: 3 });
  const array = (name: string, population: number, rest: object = {}): number =>
    s.array({ name, over: overNeurons(population), lifetime: 'example', ...rest });

  const v = array('hidden.v', hidden);
  const y = array('readout.y', readout);
  const target = array('target', readout, { lifetime: 'input' });
  const loss = s.array({ name: 'loss', over: overNetwork, lifetime: 'output' });
  const kept = array('hidden.distance', hidden, { steps: 'all' });
  const error = array('readout.error', readout, { steps: 'all' });

  const distance = read(v, 'neuron')
    .mul(DECAY)
    .add(read(input.arrived, 'neuron'))
    .add(read(loop.arrived, 'neuron'))
    .sub(1);
  const fire = s.neurons('hidden update', {
    population: hidden,
    writes: [
      { to: v, value: distance.add(1).sub(fired()) },
      { to: kept, value: distance },
    ],
    fires: distance.ge(0),
  });
  const nextY = read(y, 'neuron').mul(READOUT_DECAY).add(read(output.arrived, 'neuron'));
  const integrate = s.neurons('readout update', {
    population: readout,
    writes: [
      { to: y, value: nextY },
      { to: error, value: nextY.sub(read(target, 'neuron')) },
    ],
  });
  const halfSquare = read(y, 'neuron').sub(read(target, 'neuron')).square().mul(0.5);
  const addLoss = s.reduce('loss', { population: readout, operation: 'sum', into: loss, value: halfSquare, add: true });

  const outputH = array('readout.lambda', readout, { steps: 4 });
  const hiddenH = array('hidden.lambda', hidden, { steps: 3 });
  const signal = array('hidden.signal', hidden, { accumulates: true });
  const readoutBack = s.neurons('readout lambda', {
    population: readout,
    writes: [{ to: outputH, value: read(error, 'neuron').add(read(outputH, 'neuron', -1).mul(READOUT_DECAY)) }],
  });
  const psi = (at: 'neuron' | 'pre') => read(kept, at).abs().neg().add(1).max(0).mul(0.3);
  const back = (from: typeof output, h: number, delay: number): number =>
    s.rows(`feedback over ${s.plan({}).stores[from.store].name}`, {
      store: from.store,
      writes: [{ to: signal, value: read(from.w, 'synapse').mul(read(h, 'post', -delay)), add: true }],
      where: psi('pre').gt(0),
    });
  const outputBack = back(output, outputH, 3);
  const loopBack = back(loop, hiddenH, 2);
  const carried = read(hiddenH, 'neuron', -1).mul(DECAY);
  const hiddenBack = s.neurons('hidden lambda', {
    population: hidden,
    writes: [{ to: hiddenH, value: psi('neuron').mul(read(signal, 'neuron').sub(carried)).add(carried) }],
  });

  const gather = (
    p: typeof output,
    h: number,
    name: string,
  ): readonly [array: number, kernel: number, update: number] => {
    const grad = s.array({ name: `${name}.gradient`, over: overSynapses(p.store), lifetime: 'shard' });
    const kernel = s.spikes(`gather ${name}`, {
      store: p.store,
      writes: [{ to: grad, value: read(h, 'post'), add: true }],
    });
    const change = read(grad, 'synapse').div(examples()).mul(LEARNING_RATE);
    const update = s.synapses(`update ${name}`, {
      store: p.store,
      writes: [{ to: p.w, value: read(p.w, 'synapse').sub(change) }],
    });
    return [grad, kernel, update];
  };
  const [inputGrad, gatherInput, updateInput] = gather(input, hiddenH, 'input');
  const [loopGrad, gatherLoop, updateLoop] = gather(loop, hiddenH, 'loop');
  const [outputGrad, gatherOutput, updateOutput] = gather(output, outputH, 'output');

  const arrive = [input.deliver, loop.deliver, output.deliver];
  const grads = [inputGrad, loopGrad, outputGrad];
  const plan = s.plan(
    {
      trial: [
        perExample(
          forward(run(...arrive, fire, integrate, addLoss), { keep: [kept, error], keepSpikes: [hidden] }),
          reverse(
            run(readoutBack, outputBack, loopBack, hiddenBack, gatherInput, gatherLoop, gatherOutput),
            replay(...arrive, fire, integrate),
          ),
        ),
      ],
      sum: [{ op: 'reduceShards', arrays: grads }],
      update: [
        { op: 'reduceShards', arrays: grads },
        ...run(updateInput, updateLoop, updateOutput),
        { op: 'clear', arrays: grads },
      ],
    },
    { arrays: [kept], spikes: [hidden] },
  );
  return {
    plan,
    populations: { source, hidden, readout },
    stores: { input: input.store, loop: loop.store, output: output.store },
    gradients: { input: inputGrad, loop: loopGrad, output: outputGrad },
    loss,
    distance: kept,
    async prepare(program) {
      const scaled = (low: number, high: number) => (x: number) => Math.round((low + (high - low) * x) * 256) / 256;
      const random = (pre: number, post: number, density: number, seed: number, value: (x: number) => number) =>
        randomSynapses({ pre, post, density, seed, value, autapses: seed !== 22 });
      await program.writeStore(input.store, random(SIZES.source, SIZES.hidden, 0.6, 21, scaled(-0.2, 0.9)));
      await program.writeStore(loop.store, random(SIZES.hidden, SIZES.hidden, 0.4, 22, scaled(-0.5, 0.5)));
      await program.writeStore(output.store, random(SIZES.hidden, SIZES.readout, 1, 23, scaled(-0.4, 0.4)));
    },
    input(size, length, seed) {
      const batch = randomTrains({ neurons: SIZES.source, steps: length, examples: size, rate: 0.15, seed });
      const next = numbers(seed + 1);
      const targets = Float32Array.from({ length: size * SIZES.readout }, () => Math.round(next() * 16) / 8 - 1);
      return trialWith(source, batch, { values: { [target]: targets } });
    },
  };
}
