import {
  allToAll,
  compilePlan,
  defineRewiring,
  fixedProbability,
  network,
  type Attempts,
  type Network,
  type Plan,
  type StoreFormat,
} from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../src/runtime/share-of.ts';

/** A network that runs on, with a rewiring of its own. */
function planOf(edit: Partial<Attempts<string, string>> = {}, format: StoreFormat = 'growable-rows'): Plan {
  const net: Network = network({ seed: 1 });
  const from = net.population('from', 200, poissonSource({ rate: 10 }));
  const to = net.population('to', 130, lif());
  const connect = format === 'dense' ? allToAll() : fixedProbability(0.1);
  const projection = net.project(from, to, { connect, weight: 0.1, format });
  if (format === 'growable-rows') {
    const rule = defineRewiring({
      name: 'rule',
      edit: { draw: { pairs: 5 }, eliminate: () => 0.1, form: () => 0.1, init: () => ({ w: 0.1 }), ...edit },
    });
    net.rewire(projection, rule, { every: { steps: 2 } });
  }
  return compilePlan(net.describe(), undefined, true).plan;
}

describe('threads', () => {
  it('share a large network by groups of 64 neurons, each neuron once', () => {
    const share = shareOf(planOf(), 3, 1)!;
    expect(share.ranges.map(([from]) => from)).toEqual([
      { from: 0, to: 64 },
      { from: 64, to: 128 },
      { from: 128, to: 200 },
    ]);
    expect(share.ranges.map(([, to]) => to)).toEqual([
      { from: 0, to: 64 },
      { from: 64, to: 128 },
      { from: 128, to: 130 },
    ]);
  });

  it('do not share a small one, and not with nobody', () => {
    expect(shareOf(planOf(), 2, 331)).toBeUndefined();
    expect(shareOf(planOf(), 2, 330)).toBeDefined();
    expect(shareOf(planOf(), 1, 1)).toBeUndefined();
  });

  it.each<[string, Partial<Attempts<string, string>>]>([
    ['a limit of the out-degree', { caps: { pre: 4 } }],
    ['partners that fired last', { draw: { slots: 3, perPost: 4, partner: { lastSpiked: 5 } } }],
    ['the out-degree', { form: ({ outDegree }) => outDegree.lt(3) }],
  ])('leave a network alone whose rewiring needs the whole: %s', (_, edit) => {
    expect(shareOf(planOf(edit), 2, 1)).toBeUndefined();
  });

  it('share one with a limit of the in-degree, or with slots', () => {
    expect(shareOf(planOf({ caps: { post: 4 } }), 2, 1)).toBeDefined();
    expect(shareOf(planOf({ draw: { slots: 3, perPost: 4, partner: 'uniform' } }), 2, 1)).toBeDefined();
  });

  it('leave dense projections alone', () => {
    expect(shareOf(planOf({}, 'dense'), 2, 1)).toBeUndefined();
    expect(shareOf(planOf({}, 'rows'), 2, 1)).toBeDefined();
  });
});
