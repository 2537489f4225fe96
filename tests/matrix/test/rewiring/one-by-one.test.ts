import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { defineRewiring, fixedProbability, network, quantity, type Attempts, type Backend } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { stdp } from '@growcone/plasticity-stdp';
import { describe, expect, it } from 'vitest';

type Edit = Omit<Attempts<'mark', string>, 'init'>;
const edits: readonly (readonly [string, Edit])[] = [
  ['a pair', { draw: { pairs: 1 }, eliminate: () => 0.8, form: () => 0.3 }],
  ['a pair within caps', { draw: { pairs: 1 }, eliminate: () => 0.2, form: () => 0.9, caps: { pre: 6, post: 7 } }],
  ['a slot', { draw: { slots: 1, perPost: 9, partner: 'uniform' }, eliminate: () => 0.5, form: () => 0.7 }],
  [
    'a slot for who fired',
    { draw: { slots: 1, perPost: 9, partner: { lastSpiked: 9 } }, eliminate: () => 0.5, form: () => 1 },
  ],
];

/** Everything of a network that edits at most one synapse per step, rows, columns and slots included. */
async function course(
  backend: Backend,
  edit: Edit,
  [pre, post]: readonly [number, number],
  plastic: boolean,
): Promise<unknown> {
  const net = network({ seed: 6 });
  const from = net.population('from', pre, poissonSource({ rate: 40 }));
  const to = net.population('to', post, lif());
  const projection = net.project(from, to, { connect: fixedProbability(0.2), weight: 0.5, format: 'growable-rows' });
  const rule = defineRewiring({
    name: 'one by one',
    synapse: { mark: quantity(3, '', 'a variable that is born with 3') },
    edit: { ...edit, init: () => ({ w: 0.25 }) },
  });
  net.rewire(projection, rule, { every: { steps: 1 } });
  // Its hook makes the store keep columns; weights stay as they are, so that they are the same in both precisions.
  if (plastic) net.plastic(projection, stdp({ aPlus: 0, aMinus: 0, tauPlus: 20, tauMinus: 20, wMin: 0, wMax: 1 }));
  await using live = await net.start(backend);
  const seen = [];
  for (let look = 0; look < 8; look++) {
    await live.advance(150);
    const { variables, ...rest } = (await live.checkpoint()).stores[projection.id]!;
    seen.push({ ...rest, mark: Array.from(variables['one by one.mark']!), w: Array.from(variables['w']!) });
  }
  return seen;
}

describe.each([
  // Numbers of 8 and of 16 bits.
  [[12, 10]],
  [[300, 9]],
  [[9, 300]],
] as const)('between %j neurons', (sizes) => {
  it.each(edits)('synapses that come and go one by one lie where the reference has them: %s', async (_, edit) => {
    for (const plastic of [true, false]) {
      const expected = await course(reference(), edit, sizes, plastic);
      expect(await course(cpu({ threads: 1 }), edit, sizes, plastic)).toEqual(expected);
      expect(await course(cpu({ threads: 2, shareFrom: 1 }), edit, sizes, plastic)).toEqual(expected);
    }
  });
});
