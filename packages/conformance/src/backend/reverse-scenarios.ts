import type { Op, Program, StoreSnapshot } from '@growcone/core';
import { index, read } from '../plans/leaves.ts';
import { forward, perExample, planSketch, reverse, run } from '../plans/plan-sketch.ts';
import { spikeTrains } from '../plans/spike-trains.ts';
import { synapses } from '../plans/synapses.ts';
import { learningNetwork, type LearningNetwork } from './learning-network.ts';
import type { Observation, Observations, Scenario } from './scenario.ts';
import {
  close,
  equal,
  ordered,
  overNeurons,
  overSynapses,
  projection,
  recorded,
  sameSpikes,
  trialInput,
  trialWith,
} from './units.ts';

const values = (snapshot: StoreSnapshot): ArrayLike<number> => Object.values(snapshot.variables)[0] ?? [];

/** Names a synapse by its pair. @param snapshot - the store */
const ofPair =
  ({ pre, post }: StoreSnapshot) =>
  (i: number): string =>
    `synapse from ${pre[i]} to ${post[i]}`;

async function gradients(program: Program, net: LearningNetwork): Promise<Record<string, Observation>> {
  const seen: Record<string, Observation> = {};
  for (const [name, array] of Object.entries(net.gradients)) {
    const snapshot = await program.readShard(array);
    seen[`gradient of '${name}'`] = close(values(snapshot), ofPair(snapshot));
  }
  return seen;
}

/** The gradient of a batch. */
function gradientScenario(size: number, length: number): Scenario {
  const net = learningNetwork();
  return {
    name: `reverse: gradient of ${size} example(s) of ${length} steps`,
    law: 'The reverse sweep runs T … 1 over what the forward sweep kept or a recomputation gives, reads later steps with negative lags, and adds each example to its shard.',
    input: `10 sources, 12 recurrent threshold units, 3 readouts, delays 1, 2 and 3, a batch of ${size}, ${length} steps`,
    plan: net.plan,
    async script(program) {
      await net.prepare(program);
      const { outputs, spikes } = await program.run('trial', net.input(size, length, size));
      await program.run('sum', trialInput(length, { size }));
      return {
        ...sameSpikes('hidden', spikes[net.populations.hidden]),
        loss: close(recorded(outputs, net.loss)),
        ...(await gradients(program, net)),
      };
    },
  };
}

/** Several batches and updates: gradients must be zero when a batch starts. */
function updateScenario(): Scenario {
  const net = learningNetwork();
  return {
    name: 'reverse: three batches with an update after each',
    law: 'An update reads the summed gradient, moves the weights and clears the gradient, so that the next batch starts from zero.',
    input:
      'the network of the gradient checks, batches of 9, 2 and 4 examples of 25 steps, gradient descent at rate 0.01',
    plan: net.plan,
    async script(program) {
      await net.prepare(program);
      const seen: Record<string, Observations[string]> = {};
      for (const [i, size] of [9, 2, 4].entries()) {
        const { outputs } = await program.run('trial', net.input(size, 25, 40 + i));
        seen[`loss of batch ${i}`] = close(recorded(outputs, net.loss));
        await program.run('update', trialInput(25, { size, update: i }));
      }
      for (const [name, store] of Object.entries(net.stores)) {
        const snapshot = await program.readStore(store);
        seen[`weights of '${name}'`] = close(values(snapshot), ofPair(snapshot));
      }
      for (const [name, array] of Object.entries(net.gradients)) {
        seen[`gradient of '${name}' after the last update`] = equal(values(await program.readShard(array)));
      }
      return seen;
    },
  };
}

/** Two batches before one update: their gradients add up. */
function twoBatchesScenario(): Scenario {
  const net = learningNetwork();
  return {
    name: 'reverse: gradients of two batches add up',
    law: 'A gradient array keeps its sum until it is cleared, whatever the sizes of the batches that add to it.',
    input: 'the network of the gradient checks, batches of 10 and 3 examples of 20 steps, then one sum',
    plan: net.plan,
    async script(program) {
      await net.prepare(program);
      await program.run('trial', net.input(10, 20, 60));
      await program.run('trial', net.input(3, 20, 61));
      await program.run('sum', trialInput(20, { size: 3 }));
      return gradients(program, net);
    },
  };
}

/**
 * Numbers so far apart that their sum depends on the order: only shard e mod S, added in ascending order, gives the right one.
 *
 * @param size - examples
 */
function shardOrderScenario(size: number): Scenario {
  const s = planSketch();
  const source = s.population('source', 1, 'input', 1);
  const unit = s.population('unit', 2, 'never');
  const p = projection(s, { name: 'sourceToUnit', pre: source, post: unit, format: 'rows' });
  const grad = s.array({ name: 'gradient', over: overSynapses(p.store), lifetime: 'shard' });
  const share = s.array({ name: 'share', over: overNeurons(unit), lifetime: 'input' });
  const add = s.spikes('gather', { store: p.store, writes: [{ to: grad, value: read(share, 'post'), add: true }] });
  const sum: Op = { op: 'reduceShards', arrays: [grad] };
  // Examples 0 and 8 cancel within their shard, 1 and 3 only when shards are joined; other orders lose other small terms.
  const large: Readonly<Record<number, number>> = { 0: size > 8 ? 1 : 0, 8: -1, 1: 1, 3: -1 };
  const shares = (far: number): number[] =>
    Array.from({ length: size }, (_, e) => [large[e] ? large[e] * far : 1 + (e % 3), e % 5]).flat();
  return {
    name: `reverse: order of the sum over a batch of ${size}`,
    law: 'Example e adds to gradient shard e mod S, S = min(batch, 8), in ascending e; shards are summed in ascending order.',
    input: `${size} examples that add numbers of very different size to one gradient`,
    plan: s.plan({
      trial: [perExample(forward([]), reverse(run(add)))],
      sum: [sum],
      clear: [{ op: 'clear', arrays: [grad] }],
    }),
    async script(program) {
      await program.writeStore(
        p.store,
        synapses([
          [0, 0, 1],
          [0, 1, 1],
        ]),
      );
      const batch = spikeTrains(
        2,
        Array.from({ length: size }, () => [[0]]),
      );
      const seen: Record<string, Observation> = {};
      for (const far of [2 ** 30, 2 ** 60]) {
        const input = trialWith(source, batch, { values: { [share]: Float32Array.from(shares(far)) } });
        await program.run('trial', input);
        await program.run('sum', trialInput(2, { size }));
        seen[`sum with terms of ${far}`] = ordered(values(await program.readShard(grad)));
        await program.run('clear', trialInput(2, { size }));
      }
      return seen;
    },
  };
}

/** A loop over rows, where its condition holds. */
function rowsScenario(): Scenario {
  const s = planSketch();
  const [pre, post] = [9, 6];
  const from = s.population('from', pre, 'never');
  const to = s.population('to', post, 'never');
  const p = projection(s, { name: 'fromTo', pre: from, post: to, format: 'rows' });
  const h = s.array({ name: 'h', over: overNeurons(to), lifetime: 'input' });
  const array = (name: string) => s.array({ name, over: overNeurons(from), lifetime: 'output', initial: 100 });
  const [replaced, added, everywhere] = [array('replaced'), array('added'), array('everywhere')];
  const value = read(p.w, 'synapse').mul(read(h, 'post')).mul(index('pre').add(1));
  const some = s.rows('where', {
    store: p.store,
    writes: [
      { to: replaced, value },
      { to: added, value, add: true },
    ],
    where: index('pre').gt(2.5).and(index('pre').lt(7)),
  });
  const all = s.rows('everywhere', { store: p.store, writes: [{ to: everywhere, value }] });
  return {
    name: 'rows: sums over the synapses of a presynaptic neuron',
    law: 'A row is summed into its presynaptic neuron where the condition holds; elsewhere nothing is written. An empty row sums to 0.',
    input: `${pre} × ${post} neurons, rows of 0 to ${post} synapses, 2 examples`,
    plan: s.plan({ trial: [perExample(forward(run(some, all)))] }),
    async script(program) {
      const pairs = Array.from({ length: pre }, (_, i) =>
        Array.from({ length: i % (post + 1) }, (_x, j): [number, number, number] => [i, (j * 5) % post, (i - j) / 8]),
      );
      await program.writeStore(p.store, synapses(pairs.flat()));
      const signal = Float32Array.from({ length: 2 * post }, (_, i) => (i - 4) / 2);
      const { outputs } = await program.run('trial', trialInput(1, { size: 2, values: { [h]: signal } }));
      return {
        'replaced where the condition holds': equal(recorded(outputs, replaced)),
        'added where the condition holds': equal(recorded(outputs, added)),
        'sums of all rows': equal(recorded(outputs, everywhere)),
      };
    },
  };
}

/** Scenarios of the reverse sweep and of gradients. */
export const reverseScenarios = (): readonly Scenario[] => [
  gradientScenario(1, 40),
  gradientScenario(3, 17),
  gradientScenario(11, 30),
  gradientScenario(2, 300),
  updateScenario(),
  twoBatchesScenario(),
  shardOrderScenario(5),
  shardOrderScenario(19),
  rowsScenario(),
];
