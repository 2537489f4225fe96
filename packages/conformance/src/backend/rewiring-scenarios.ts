import { streamOf, type Condition, type Expr, type SweepPlan, type StoreSnapshot } from '@growcone/core';
import { index, random, read } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Observation, Scenario } from './scenario.ts';
import { storeAfter } from './store-after.ts';
import { equal, inTrial, overNeurons, overSynapses, recorded, traceOf, trialInput, trialWith } from './units.ts';

const LAW =
  'A rewiring decides everything before any edit; rows lose synapses from the highest slot down, the last one filling the hole, and gain the drawn ones in order. Every variable follows its synapse and starts at its declared value.';

/** What a scenario of rewiring varies. */
interface RewiringCase {
  readonly name: string;
  readonly pre: number;
  readonly post: number;
  readonly density: number;
  readonly recurrent?: boolean;
  readonly columns?: boolean;
  readonly count?: SweepPlan['count'];
  readonly rounds?: number;
  /** Which synapses go, from the weight and a draw of the pair. */
  readonly prune: (w: Expr, draw: Expr) => Condition;
}

/** A store that is edited again and again, with an age that grows, a tag that says where a synapse came from. */
function rewiringScenario(c: RewiringCase): Scenario {
  const { pre, post, density, recurrent = false, columns = false, count = 'replace', rounds = 4 } = c;
  const s = planSketch([3, 14]);
  const from = s.population('from', pre, 'input', 2);
  const to = recurrent ? from : s.population('to', post, 'never');
  const synapse = overSynapses(s.nextStore());
  const array = (name: string): number => s.array({ name, over: synapse, lifetime: 'shared' });
  const [w, age, tag] = [array('w'), array('age'), array('tag')];
  const variables = [
    { name: 'w', array: w, birth: 0 },
    { name: 'age', array: age, birth: 0 },
    { name: 'tag', array: tag, birth: -7 },
  ];
  const store = s.store({
    name: 'fromTo',
    pre: from,
    post: to,
    format: 'growable-rows',
    delay: 2,
    columns,
    autapses: !recurrent,
    variables,
  });
  const draw = random('uniform', { stream: streamOf('rewiringPair', store), draw: 0, by: 'pair', time: 'update' });
  const grow = s.synapses('grow older', { store, writes: [{ to: age, value: 1, add: true }] });
  const rule = s.rewiring({
    name: 'prune and grow',
    store,
    stream: streamOf('rewiringAttempt', store),
    count,
    prune: c.prune(read(w, 'synapse'), draw),
    init: { w: draw.mul(2).sub(1), age: index('pre').sub(index('post')) },
  });
  const arrived = s.array({ name: 'arrived', over: overNeurons(to), lifetime: 'example', accumulates: true });
  const trace = traceOf(s, to, 'arrived trace');
  const deliver = s.spikes('deliver', { store, writes: [{ to: arrived, value: read(age, 'synapse'), add: true }] });
  const keep = s.neurons('keep', { population: to, writes: [{ to: trace, value: read(arrived, 'neuron') }] });
  return {
    name: `rewiring: ${c.name}`,
    law: LAW,
    input: `${pre} × ${post} neurons, ${Math.round(density * 100)} % of the pairs, ${rounds} rewirings with a trial after each${recurrent ? ', no autapses' : ''}${columns ? ', columns kept' : ''}`,
    plan: s.plan(
      {
        rewire: [...run(grow), { op: 'rewire', rule }],
        trial: [perExample(forward(run(deliver, keep), { keep: [trace] }))],
      },
      { arrays: [trace] },
    ),
    async script(program) {
      await program.writeStore(store, startOf({ pre, post, density, autapses: !recurrent }));
      const seen: Record<string, Observation> = {};
      for (let round = 0; round < rounds; round++) {
        const { rewired } = await program.run('rewire', trialInput(1, { update: round }));
        if (count === 'replace') seen[`synapses replaced in round ${round}`] = equal(rewired);
        Object.assign(seen, await storeAfter(program, store, `round ${round}`));
        const batch = randomTrains({ neurons: pre, steps: 6, examples: 1, rate: 0.4, seed: round });
        const { records } = await program.run('trial', trialWith(from, batch));
        seen[`what arrives after round ${round}`] = equal(recorded(records, trace), inTrial(6, recurrent ? pre : post));
      }
      return seen;
    },
  };
}

function startOf(spec: { pre: number; post: number; density: number; autapses: boolean }): StoreSnapshot {
  const base = randomSynapses({ ...spec, seed: 31 });
  const ages = Float64Array.from(base.pre, (_, i) => i % 5);
  const tags = Float64Array.from(base.pre, (i, k) => i * spec.post + base.post[k]);
  return { ...base, variables: { ...base.variables, age: ages, tag: tags } };
}

/** Scenarios of rewiring. */
export const rewiringScenarios = (): readonly Scenario[] =>
  (
    [
      { name: 'replaces negative weights', pre: 20, post: 30, density: 0.2, prune: (w) => w.lt(0) },
      { name: 'prunes by a draw of the pair', pre: 33, post: 17, density: 0.1, prune: (_w, draw) => draw.lt(0.3) },
      { name: 'above half fill', pre: 12, post: 9, density: 0.8, prune: (_w, draw) => draw.lt(0.4) },
      {
        name: 'keeps a column index',
        pre: 15,
        post: 15,
        density: 0.3,
        columns: true,
        prune: (_w, draw) => draw.lt(0.4),
      },
      {
        name: 'without autapses',
        pre: 14,
        post: 14,
        density: 0.3,
        recurrent: true,
        prune: (_w, draw) => draw.lt(0.5),
      },
      { name: 'prunes nothing', pre: 6, post: 6, density: 0.5, prune: (w) => w.gt(5) },
      { name: 'prunes everything', pre: 6, post: 7, density: 0.4, prune: (w) => w.lt(5) },
      {
        name: 'grows up to a total, from few',
        pre: 25,
        post: 25,
        density: 0.02,
        count: { total: 150 },
        prune: (w) => w.lt(-0.5),
      },
      {
        name: 'grows nothing above a total',
        pre: 9,
        post: 9,
        density: 0.5,
        count: { total: 3 },
        prune: (w) => w.lt(0),
      },
      { name: 'rows of more than 256 targets', pre: 3, post: 700, density: 0.05, prune: (w) => w.gt(0) },
    ] satisfies readonly RewiringCase[]
  ).map(rewiringScenario);
