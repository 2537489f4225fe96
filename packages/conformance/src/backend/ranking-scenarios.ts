import { streamOf, type Condition, type Expr, type ProbesPlan, type Scheduled, type SweepPlan } from '@growcone/core';
import { index, random, read } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run, type PlanSketch } from '../plans/plan-sketch.ts';
import { randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Observation, Scenario } from './scenario.ts';
import { storeAfter } from './store-after.ts';
import { equal, overNeurons, overSynapses, trialInput, trialWith } from './units.ts';

const LAW =
  'Of the synapses that may go, the share with the lowest values goes; of the probes, those with the highest values grow, in descending order, and what is missing is drawn. Equal values are in the order of (pre, post).';

/** What a scenario of ranking varies. */
interface RankingCase {
  readonly name: string;
  readonly pre: number;
  readonly post: number;
  readonly density: number;
  readonly share: number | Scheduled;
  readonly recurrent?: boolean;
  readonly columns?: boolean;
  /** Whether synapses have a gradient too, whose room a backend may use. */
  readonly learns?: boolean;
  readonly count?: SweepPlan['count'];
  readonly probe?: ProbesPlan['count'];
  /** What synapses are ranked by, from the weight. */
  readonly lowest: (w: Expr) => Expr;
  /** Which may go. */
  readonly where?: (w: Expr) => Condition;
}

const ROUNDS = 4;

/** A population whose neuron j has the value (j mod 5 − 2) / 4 in every step: sums over spikes are exact, and often equal. */
function valued(s: PlanSketch, population: number): { readonly array: number; readonly kernel: number } {
  const array = s.array({ name: 'value', over: overNeurons(population), lifetime: 'example' });
  const n = index('neuron');
  const value = n.sub(n.div(5).floor().mul(5)).sub(2).div(4);
  return { array, kernel: s.neurons('give values', { population, writes: [{ to: array, value }] }) };
}

/** A store whose synapses are ranked again and again, with probes that sum the value of their target over arriving spikes. */
function rankingScenario(c: RankingCase): Scenario {
  const { pre, post, density, share, recurrent = false, columns = false, learns = false, probe } = c;
  const s = planSketch([3, 14]);
  const from = s.population('from', pre, 'input', 2);
  const to = recurrent ? from : s.population('to', post, 'never');
  const [own, probed] = [s.nextStore(), s.nextStore() + 1];
  const [w, tag] = ['w', 'tag'].map((name) => s.array({ name, over: overSynapses(own), lifetime: 'shared' }));
  const ends = { pre: from, post: to, format: 'growable-rows', delay: 2, autapses: !recurrent } as const;
  const variables = [
    { name: 'w', array: w, birth: 0 },
    { name: 'tag', array: tag, birth: -7 },
  ];
  const store = s.store({ name: 'fromTo', ...ends, columns, variables });
  const gradients: number[] = [];
  const ofTarget = valued(s, to);
  const add = (name: string, over: number): number => {
    const gradient = s.array({ name: `${name} gradient`, over: overSynapses(over), lifetime: 'shard' });
    gradients.push(gradient);
    const writes = [{ to: gradient, value: read(ofTarget.array, 'post'), add: true }];
    return s.spikes(`${name} gradient`, { store: over, writes });
  };
  const adding = learns ? [add('fromTo', own)] : [];
  if (probe !== undefined) {
    s.store({ name: 'probes', ...ends, variables: [] });
    adding.push(add('probes', probed));
  }
  const gradient = gradients.at(-1) ?? -1;
  const probes = {
    store: probed,
    gradient,
    stream: streamOf('rewiringProbe', store),
    count: probe ?? 0,
    highest: read(gradient, 'synapse').abs(),
  };
  const weight = read(w, 'synapse');
  const draw = random('uniform', { stream: streamOf('rewiringPair', store), draw: 0, by: 'pair', time: 'update' });
  const rule = s.rewiring({
    name: 'rank',
    store,
    stream: streamOf('rewiringAttempt', store),
    count: c.count ?? 'replace',
    prune: c.where?.(weight) ?? weight.lt(5),
    lowest: { value: c.lowest(weight), share },
    ...(probe === undefined ? {} : { probes }),
    init: { w: draw.mul(64).floor().div(64), tag: index('pre').sub(index('post')) },
  });
  const summed = [{ op: 'reduceShards', arrays: gradients } as const];
  return {
    name: `ranking: ${c.name}`,
    law: LAW,
    input: `${pre} × ${post} neurons, ${Math.round(density * 100)} % of the pairs, ${ROUNDS} rewirings${recurrent ? ', no autapses' : ''}${columns ? ', columns kept' : ''}`,
    plan: s.plan({
      ...(probe === undefined ? {} : { probe: [{ op: 'probe', rule }] }),
      trial: [perExample(forward(run(ofTarget.kernel, ...adding))), ...summed],
      // An update reads the gradient of synapses and clears it; that of probes stays.
      rewire: [
        { op: 'clear', arrays: learns ? gradients.slice(0, 1) : [] },
        { op: 'rewire', rule },
      ],
    }),
    async script(program) {
      const start = randomSynapses({ pre, post, density, autapses: !recurrent, seed: 31 });
      const tags = Float64Array.from(start.pre, (i, k) => i * post + start.post[k]);
      await program.writeStore(store, { ...start, variables: { ...start.variables, tag: tags } });
      const seen: Record<string, Observation> = {};
      for (let round = 0; round < ROUNDS; round++) {
        if (probe !== undefined) await program.run('probe', trialInput(1, { update: round }));
        const batch = randomTrains({ neurons: pre, steps: 6, examples: 3, rate: 0.4, seed: round });
        await program.run('trial', trialWith(from, batch, { update: round }));
        if (probe !== undefined) {
          const { pre: sources, post: targets, variables: of } = await program.readShard(gradient);
          seen[`presynaptic neurons of probes in round ${round}`] = equal(sources);
          seen[`postsynaptic neurons of probes in round ${round}`] = equal(targets);
          seen[`gradient of probes in round ${round}`] = equal(of['gradient']);
        }
        const { rewired } = await program.run('rewire', trialInput(1, { update: round + 1 }));
        seen[`synapses replaced in round ${round}`] = equal(rewired);
        Object.assign(seen, await storeAfter(program, store, `round ${round}`));
        if (probe !== undefined) {
          seen[`probes left after round ${round}`] = equal([(await program.readStore(probed)).pre.length]);
        }
      }
      return seen;
    },
  };
}

/** 1 / (1 + updates). */
const shrinking: Scheduled = {
  nodes: [{ op: 'constant', value: 1 }, { op: 'updates' }, { op: 'add', args: [0, 1] }, { op: 'div', args: [0, 2] }],
  result: 3,
};

/** Scenarios of ranking. */
export const rankingScenarios = (): readonly Scenario[] => {
  const small = { pre: 20, post: 30, density: 0.2 };
  const weakest = (w: Expr): Expr => w.abs();
  return (
    [
      { name: 'prunes a share by magnitude', ...small, share: 0.3, lowest: weakest },
      { name: 'prunes a share, synapses have a gradient', ...small, share: 0.3, learns: true, lowest: weakest },
      { name: 'prunes a share that follows the updates', ...small, share: shrinking, lowest: (w) => w },
      { name: 'prunes no share', ...small, share: 0, lowest: weakest },
      { name: 'prunes the whole', ...small, share: 1, columns: true, lowest: weakest },
      { name: 'all values equal', ...small, share: 0.4, lowest: (w) => w.sub(w) },
      { name: 'zeros of both signs', ...small, share: 0.4, lowest: (w) => w.gt(0).select(w.sub(w), w.sub(w).neg()) },
      { name: 'fewer may go than should', ...small, share: 0.9, where: (w) => w.gt(0), lowest: (w) => w.neg() },
      {
        name: 'infinite values stay',
        ...small,
        share: 0.9,
        lowest: (w) => w.gt(0.5).select(w.sub(w).add(1).div(w.sub(w)), w),
      },
      { name: 'rows of more than 256 targets', pre: 3, post: 700, density: 0.05, share: 0.5, lowest: weakest },
      { name: 'grows the best of some probes', ...small, share: 0.2, probe: 60, learns: true, lowest: weakest },
      {
        name: 'grows the best of probes without a gradient of synapses',
        ...small,
        share: 0.2,
        probe: 60,
        lowest: weakest,
      },
      {
        name: 'one probe per synapse, columns kept',
        ...small,
        share: 0.3,
        columns: true,
        probe: { perSynapse: 1 },
        lowest: weakest,
      },
      { name: 'fewer probes than births', ...small, share: 0.5, probe: 7, learns: true, lowest: weakest },
      {
        name: 'fewer probes than births, above half fill',
        pre: 12,
        post: 9,
        density: 0.7,
        share: 0.5,
        probe: 5,
        lowest: weakest,
      },
      { name: 'every absent pair a probe', pre: 9, post: 11, density: 0.6, share: 0.3, probe: 1000, lowest: weakest },
      {
        name: 'probes without autapses',
        pre: 14,
        post: 14,
        density: 0.3,
        recurrent: true,
        share: 0.3,
        probe: { perSynapse: 9 },
        lowest: weakest,
      },
      {
        name: 'grows probes up to a total',
        ...small,
        share: 0.1,
        count: { total: 170 },
        probe: 40,
        learns: true,
        lowest: weakest,
      },
    ] satisfies readonly RankingCase[]
  ).map(rankingScenario);
};
