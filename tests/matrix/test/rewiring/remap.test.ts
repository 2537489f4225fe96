import {
  defineRewiring,
  explicitPairs,
  network,
  oneToOne,
  type Condition,
  type Expr,
  type Rewiring,
  type StoreSnapshot,
} from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { counting } from './growing.ts';
import { BACKENDS, codes, codesWhere, columnsAreWhole, sorted, trains } from './networks.ts';

const [BITS, NUMBERS] = [4, 16];
/** Presynaptic neuron i is connected to the numbers whose bit i is set, so the column of a number spells it. */
const hasBit = (bit: number, number: number): boolean => Math.floor(number / 2 ** bit) % 2 === 1;
const DECODER = codesWhere(BITS, NUMBERS, hasBit).map((k) => [Math.floor(k / 4096), k % 4096] as const);

/** Whether a synapse of the decoder goes: by its numbers in a rule, and in the test. */
interface Part {
  readonly name: string;
  readonly where: (pre: Expr, post: Expr) => Condition;
  readonly has: (bit: number, number: number) => boolean;
}
const parts: readonly Part[] = [
  { name: 'all of row 0', where: (pre) => pre.eq(0), has: (bit) => bit === 0 },
  // Every row keeps some of its synapses, which move to other slots.
  { name: 'the columns 4 to 11', where: (_, post) => post.ge(4).and(post.lt(12)), has: (_, n) => n >= 4 && n < 12 },
  {
    name: 'row 1 where bit 0 is set',
    where: (pre, post) => pre.eq(1).and(odd(post)),
    has: (bit, n) => bit === 1 && n % 2 === 1,
  },
];

const odd = (number: Expr): Condition => number.div(2).floor().mul(2).lt(number);

/** A part of the decoder goes, and comes back as it was the next time. */
const toggle = ({ where }: Part): Rewiring =>
  defineRewiring({
    name: 'toggle',
    edit: {
      // A pair of 64 is missed with probability e⁻²⁰.
      draw: { pairs: 20 * BITS * NUMBERS },
      eliminate: ({ pre, post }) => where(pre, post).select(1, 0),
      form: ({ pre, post }) => {
        const power = pre.eq(0).select(1, pre.eq(1).select(2, pre.eq(2).select(4, 8)));
        return where(pre, post)
          .and(odd(post.div(power).floor()))
          .select(1, 0);
      },
      init: () => ({ w: 0 }),
    },
  });

const seen = ({ pre, post, variables }: StoreSnapshot): ReadonlyMap<string, number> =>
  new Map(Array.from(pre, (a, i) => [`${a} ${post[i]}`, variables['counting.seen']![i]!]));

/** The number that is spelt by the rows in which a synapse has seen one more spike. */
function decoded(before: StoreSnapshot, after: StoreSnapshot): number {
  const earlier = seen(before);
  let number = 0;
  for (const [pair, count] of seen(after)) {
    const more = count - (earlier.get(pair) ?? 0);
    expect(more === 0 || more === 1, `${pair} has seen ${more} spikes`).toBe(true);
    number += more * 2 ** Number(pair.split(' ')[0]);
  }
  return number;
}

/** Steps of a pass: each number fires once, from step 2 on, and in the last step, when all is quiet, synapses come or go. */
const PASS = NUMBERS + 2;

describe.each(BACKENDS)('on %s', (_, backend) => {
  it.each(parts.map((part) => [part.name, part] as const))(
    'spikes of postsynaptic neurons find their synapses, before these go, after, and when they have come back: %s',
    async (__, part) => {
      const net = network({ seed: 5 });
      const bits = net.population('bits', BITS, spikeSource());
      const driver = net.population('driver', NUMBERS, spikeSource());
      const numbers = net.population('numbers', NUMBERS, lif());
      const decoder = net.project(bits, numbers, { connect: explicitPairs(DECODER), weight: 0 });
      net.project(driver, numbers, { connect: oneToOne(), weight: 0.7 });
      net.plastic(decoder, counting);
      net.rewire(decoder, toggle(part), { every: { steps: PASS } });
      await using live = await net.start(backend);

      /** What is decoded in the steps in which 0, 1, … 15 fire, and the synapses after the pass. */
      const pass = async (): Promise<{ readonly read: readonly number[]; readonly left: readonly number[] }> => {
        const results: number[] = [];
        for (let t = 1; t <= PASS; t++) {
          const before = await live.synapses(decoder);
          const driven = t <= NUMBERS ? [t - 1] : [];
          await live.advance(1, { bits: trains(1, () => []), driver: trains(1, () => driven) });
          results.push(decoded(before, await live.synapses(decoder)));
        }
        const left = await live.synapses(decoder);
        expect(columnsAreWhole(left)).toBe(true);
        return { read: results.slice(1, -1), left: sorted(codes(left)) };
      };
      const all = Array.from({ length: NUMBERS }, (___, n) => n);
      const whole = codesWhere(BITS, NUMBERS, hasBit);
      const stays = (bit: number, n: number): boolean => hasBit(bit, n) && !part.has(bit, n);
      const withoutIt = codesWhere(BITS, NUMBERS, stays);
      const spelt = all.map((n) => [0, 1, 2, 3].reduce((sum, bit) => sum + (stays(bit, n) ? 2 ** bit : 0), 0));

      expect(await pass()).toEqual({ read: all, left: withoutIt });
      expect(await pass()).toEqual({ read: spelt, left: whole });
      expect(await pass()).toEqual({ read: all, left: withoutIt });
      expect(await pass()).toEqual({ read: spelt, left: whole });
    },
  );
});
