import { describe, expect, it } from 'vitest';
import { allToAll } from '../../src/connectivity/all-to-all.ts';
import { fixedProbability } from '../../src/connectivity/fixed-probability.ts';
import type { Expr } from '../../src/expression/expression.ts';
import { quantity } from '../../src/model/quantity.ts';
import { network } from '../../src/network/network.ts';
import type { RewiringSchedule } from '../../src/network/description.ts';
import { compilePlan, type CompiledPlan } from '../../src/plan/compile-plan.ts';
import type { LearningRule } from '../../src/rule/learning-rule.ts';
import { protectInitial } from '../../src/rule/protect-initial.ts';
import { defineRewiring, type Rewiring, type Sweep } from '../../src/rule/rewiring.ts';
import { defineWeightUpdate } from '../../src/rule/weight-update.ts';
import { descent, graded, source, spiking, squared, sum, toReadout } from './models.ts';

const rank = ({ w }: { readonly w: Expr }): Expr => w.abs();

const byWeight: Sweep<never, never> = {
  prune: { lowest: rank, share: 0.3 },
  grow: { count: 'replace', probe: { perSynapse: 1 }, highest: ({ grad }) => grad.abs(), init: () => ({ w: 0 }) },
};

/** A rule as an author without types may write it. */
const ruleOf = (prune: object, grow: object = {}): Rewiring =>
  defineRewiring({ name: 'ranks', edit: { prune, grow: { ...byWeight.grow, ...grow } } as Sweep<never, never> });

const ranking = (): Rewiring => defineRewiring({ name: 'ranks', edit: byWeight });

function compiled(
  rule: Rewiring,
  options: { every?: RewiringSchedule; learns?: LearningRule | 'others' } = {},
): CompiledPlan {
  const net = network({ seed: 1 });
  const input = net.population('input', 5, source());
  const hidden = net.population('hidden', 4, spiking());
  const output = net.population('output', 2, graded());
  const rewired = net.project(input, hidden, { connect: fixedProbability(0.5), weight: 0.5 });
  const out = net.project(hidden, output, { connect: allToAll(), weight: 0.5 });
  net.readout(output, { readout: sum, loss: { ...squared, at: 'step' } });
  const { learns = toReadout, every = 'batch' } = options;
  if (learns === 'others') net.learn(out, { rule: toReadout, optimiser: descent() });
  else net.learn([rewired, out], { rule: learns, optimiser: descent() });
  net.rewire(rewired, rule, { every });
  return compilePlan(net.describe());
}

describe('a rewiring that ranks is refused, saying what to do', () => {
  it.each([
    ['without anything to prune', ruleOf({}), /does not say what it prunes. Give prune a where or a lowest/],
    ['without a share', ruleOf({ lowest: rank }), /has prune.lowest without prune.share/],
    ['without a rank', ruleOf({ where: rank, share: 0.2 }), /has prune.share without prune.lowest/],
    ['with a share above 1', ruleOf({ ...byWeight.prune, share: 1.2 }), /share of 1.2, and it must be from 0 to 1/],
    ['with a share that is no number', ruleOf({ ...byWeight.prune, share: NaN }), /share of NaN/],
    ['without probes', ruleOf(byWeight.prune, { probe: undefined }), /has grow.highest without grow.probe/],
    ['with probes but no rank', ruleOf(byWeight.prune, { highest: undefined }), /has grow.probe without grow.highest/],
    ['with half a probe', ruleOf(byWeight.prune, { probe: 0.5 }), /grow.probe: 0.5, and it must be a whole number/],
    ['with no probe per synapse', ruleOf(byWeight.prune, { probe: { perSynapse: 0 } }), /\{ perSynapse: 0 \}/],
  ])('%s', (_, rule, message) => {
    expect(() => compiled(rule)).toThrow(message);
  });

  it('with probes at the end of epochs, which no batch knows of', () => {
    expect(() => compiled(ranking(), { every: 'epoch' })).toThrow(/Give the number of batches: .*every: 100/);
  });

  it('with probes where the projection does not learn', () => {
    expect(() => compiled(ranking(), { learns: 'others' })).toThrow(
      /'inputToHidden' does not learn. Name it in network.learn/,
    );
  });

  it('with probes where the projection learns in online form', () => {
    const online: LearningRule = {
      kind: 'learning-rule',
      apiVersion: 1,
      form: 'online',
      name: 'as it goes',
      feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
      weightUpdate: () => defineWeightUpdate({ name: 'count', eachSynapse: () => ({ grad: 1 }) }),
    };
    expect(() => compiled(ranking(), { learns: online })).toThrow(
      /'as it goes' learns in online form, which has gradients of stored/,
    );
  });
});

describe('the plan of a rewiring with probes', () => {
  it('has a store for them, behind those of the projections, that only their own trial gives a gradient', () => {
    const { plan, probes } = compiled(ranking());
    const [probed] = [...probes.values()];
    expect(plan.stores[probed.store]).toEqual({
      ...plan.stores[0],
      id: 2,
      name: 'probes of inputToHidden',
      variables: [],
    });
    const gradient = plan.kernels.findIndex((k) => k.shape === 'spikes' && k.store === probed.store);
    const running = (entry: string): string => JSON.stringify(plan.entries[entry]);
    expect(running('trial.probes')).toContain(`"kernel":${gradient},`);
    expect(running('trial')).not.toContain(`"kernel":${gradient},`);
    expect(plan.entries['probe.0']).toEqual([{ op: 'probe', rule: 0 }]);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(structuredClone(plan));
  });

  it('is that of any other rewiring where births are drawn', () => {
    const drawn: Sweep<never, never> = { prune: byWeight.prune, grow: { count: 'replace', init: () => ({ w: 0 }) } };
    const { plan } = compiled(defineRewiring({ name: 'draws', edit: drawn }));
    expect(plan.stores.length).toBe(2);
    expect(Object.keys(plan.entries).sort()).toEqual(['evaluate', 'rewire.0', 'start', 'trial', 'update']);
  });

  it('ranks protected synapses with all others, but lets none of them go', () => {
    const { plan } = compiled(protectInitial(ranking()));
    const [rule] = plan.rewirings;
    const given = plan.stores[0].variables.find((v) => v.name === 'ranks.protected')?.array;
    const reads = rule.kind === 'sweep' ? rule.prune.nodes.filter((n) => n.op === 'read').map((n) => n.array) : [];
    expect(reads).toEqual([given]);
  });
});

describe('a new synapse', () => {
  const aged = (init: object): Rewiring =>
    defineRewiring({
      name: 'ages',
      synapse: { age: quantity(0, 'updates', 'updates since the synapse grew') },
      edit: {
        prune: { where: ({ syn }) => syn.age.gt(9) },
        grow: { count: 'replace', init: () => ({ w: 0, ...init }) },
      },
    });

  it('starts with the variables that its rule has', () => {
    expect(() => compiled(aged({ age: 3 }))).not.toThrow();
  });

  it('is refused a variable that its rule does not have', () => {
    expect(() => compiled(aged({ aeg: 3 }))).toThrow(
      "ages has no state variable 'aeg'. Did you mean 'age'? It has: age, w.",
    );
  });
});
