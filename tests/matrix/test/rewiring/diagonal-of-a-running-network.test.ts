import {
  definePlasticity,
  defineRewiring,
  explicitPairs,
  network,
  quantity,
  type Backend,
  type LiveSimulation,
  type PlasticityRule,
  type Projection,
} from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { BACKENDS, code, codes, codesWhere, columnsAreWhole, filled, rowLengths, sorted, trains } from './networks.ts';

const SIZE = 64;
const UPPER = codesWhere(SIZE, SIZE, (a, b) => a <= b).map((k) => [Math.floor(k / 4096), k % 4096] as const);

/** The diagonal goes where it is and comes where it is not; all else stays as it is. */
const toggleDiagonal = defineRewiring({
  name: 'toggle',
  synapse: { tag: quantity(-1, '', 'whose it is') },
  edit: {
    // A pair of 4096 is missed with probability (1 − 1/4096)^65536 = e⁻¹⁶, any of 64 with 7 · 10⁻⁶.
    draw: { pairs: 16 * SIZE * SIZE },
    eliminate: ({ pre, post }) => pre.eq(post).select(1, 0),
    form: ({ pre, post }) => pre.eq(post).select(1, 0),
    init: ({ pre, post }) => ({ w: pre.add(0.5), tag: post.add(0.25) }),
  },
});

/** Keeps something of its own per synapse, and needs the columns. */
const counting: PlasticityRule = {
  kind: 'plasticity',
  apiVersion: 1,
  name: 'counting',
  update: () =>
    definePlasticity({
      synapse: { seen: quantity(7, '', 'spikes seen, and 7') },
      onPostSpike: ({ syn }) => ({ seen: syn.seen.add(1) }),
    }),
};

const silence = { input: trains(1, () => []) };

async function started(backend: Backend): Promise<{ readonly live: LiveSimulation; readonly projection: Projection }> {
  const net = network({ seed: 4 });
  const input = net.population('input', SIZE, spikeSource());
  const output = net.population('output', SIZE, lif());
  const projection = net.project(input, output, { connect: explicitPairs(UPPER), weight: 0.5 });
  net.rewire(projection, toggleDiagonal, { every: { steps: 1 } });
  net.plastic(projection, counting);
  return { live: await net.start(backend), projection };
}

// By row and by column; all are exact in single precision.
const MARKS = {
  w: (a: number, b: number): number => code(a, b),
  'toggle.tag': (a: number, b: number): number => code(b, a),
  'counting.seen': (a: number, b: number): number => a * b,
};

describe.each(BACKENDS)('on %s', (_, backend) => {
  it('drawn pairs take the diagonal of an upper triangle away and bring it back with the values of birth', async () => {
    const { live, projection } = await started(backend);
    await using _live = live;
    const checkpoint = await live.checkpoint();
    const marked = filled(await live.synapses(projection), MARKS);
    expect(rowLengths(marked, SIZE)).toEqual(Array.from({ length: SIZE }, (__, i) => 64 - i));
    await live.restore({ ...checkpoint, stores: { [projection.id]: marked } });

    await live.advance(1, silence);
    const without = await live.synapses(projection);
    expect(rowLengths(without, SIZE)).toEqual(Array.from({ length: SIZE }, (__, i) => 63 - i));
    expect(sorted(codes(without))).toEqual(codesWhere(SIZE, SIZE, (a, b) => a < b));
    expect({ ...without.variables }).toEqual(sameKind(without.variables, filled(without, MARKS).variables));

    await live.advance(1, silence);
    const back = await live.synapses(projection);
    expect(sorted(codes(back))).toEqual(codesWhere(SIZE, SIZE, (a, b) => a <= b));
    const expected = filled(back, {
      w: (a, b) => (a === b ? a + 0.5 : MARKS.w(a, b)),
      'toggle.tag': (a, b) => (a === b ? a + 0.25 : MARKS['toggle.tag'](a, b)),
      // What belongs to the other rule starts at the value that this rule declares.
      'counting.seen': (a, b) => (a === b ? 7 : MARKS['counting.seen'](a, b)),
    });
    expect({ ...back.variables }).toEqual(sameKind(back.variables, expected.variables));
  });

  it('columns name each synapse once, however often the diagonal has come and gone', async () => {
    const { live, projection } = await started(backend);
    await using _live = live;
    for (let t = 1; t <= 4; t++) {
      await live.advance(1, silence);
      const synapses = await live.synapses(projection);
      expect(synapses.pre.length).toBe(t % 2 === 0 ? 65 * 32 : 63 * 32);
      expect(columnsAreWhole(synapses)).toBe(true);
    }
  });
});

type Values = Awaited<ReturnType<LiveSimulation['synapses']>>['variables'];

/** Expected values in the arrays that a backend uses. */
const sameKind = (like: Values, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, v]) => [
      name,
      like[name] instanceof Float32Array ? Float32Array.from(v) : Float64Array.from(v),
    ]),
  );
