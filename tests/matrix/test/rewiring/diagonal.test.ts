import {
  defineRewiring,
  explicitPairs,
  network,
  quantity,
  type Backend,
  type Projection,
  type PruneWhere,
  type Rewiring,
  type Simulation,
  type Sweep,
} from '@growcone/core';
import { leakyIntegrator, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { BACKENDS, code, codes, codesWhere, filled, rowLengths, sorted } from './networks.ts';

const SIZE = 64;
const ALL = Array.from({ length: SIZE * SIZE }, (_, k) => [Math.floor(k / SIZE), k % SIZE] as const);
const UPPER = ALL.filter(([a, b]) => a <= b);
const doomed = quantity(0, '', 'whether this synapse is to go');

type Where = PruneWhere<'doomed', 'own'>['where'];
const sweep = (where: Where, grow?: Sweep<'doomed', 'own'>['grow']): Rewiring =>
  defineRewiring<'doomed', 'own'>({
    name: 'diagonal',
    synapse: { doomed },
    pair: (_, pre, post) => ({ own: pre.eq(post).select(1, 0) }),
    start: ({ pre, post }) => ({ doomed: pre.eq(post).select(1, 0) }),
    edit: { prune: { where }, ...(grow ? { grow } : {}) },
  });

interface Compiled {
  readonly simulation: Simulation;
  readonly projection: Projection;
}

/** A projection that learns, so that an optimiser keeps variables there too; only its rewiring is ever run. */
async function compiled(pairs: typeof ALL, rule: Rewiring, backend: Backend): Promise<Compiled> {
  const net = network({ seed: 3 });
  const input = net.population('input', SIZE, spikeSource());
  const output = net.population('output', SIZE, leakyIntegrator());
  const projection = net.project(input, output, { connect: explicitPairs(pairs), weight: 0.5 });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(projection, { rule: eprop(), optimiser: adam({ learningRate: 0.01 }) });
  net.rewire(projection, rule);
  return { simulation: await net.compile(backend), projection };
}

// By row and by column, so that a value which stays in its slot, or moves with its column, is found out. All are exact in single precision.
const MARKS = {
  w: (a: number, b: number): number => code(a, b),
  'adam.m': (a: number, b: number): number => code(b, a),
  'adam.v': (a: number, b: number): number => a * b,
};

async function mark({ simulation, projection }: Compiled, more: Parameters<typeof filled>[1] = {}): Promise<void> {
  const checkpoint = await simulation.checkpoint();
  const stores = { [projection.id]: filled(await simulation.synapses(projection), { ...MARKS, ...more }) };
  await simulation.restore({ ...checkpoint, stores });
}

const ways: readonly (readonly [string, Where, Parameters<typeof filled>[1]])[] = [
  ['the numbers of the two neurons', ({ pre, post }) => pre.eq(post), { 'diagonal.doomed': () => 0 }],
  ['a constant of the pair', ({ pair }) => pair.own.gt(0), { 'diagonal.doomed': () => 0 }],
  ['a variable that the rule has set at the start', ({ syn }) => syn.doomed.gt(0), {}],
  [
    'a variable that was written from outside',
    ({ syn }) => syn.doomed.gt(1),
    { 'diagonal.doomed': (a, b) => (a === b ? 2 : 1) },
  ],
];

describe.each(BACKENDS)('on %s', (_, backend) => {
  it.each(ways)('the diagonal of an upper triangle goes, told by %s', async (__, where, more) => {
    const network = await compiled(UPPER, sweep(where), backend);
    await using simulation = network.simulation;
    await mark(network, more);
    expect(rowLengths(await simulation.synapses(network.projection), SIZE)).toEqual(
      ALL.slice(0, SIZE).map(([, i]) => 64 - i),
    );

    expect(await simulation.rewire()).toEqual({ inputToOutput: 64 });
    const after = await simulation.synapses(network.projection);
    expect(rowLengths(after, SIZE)).toEqual(ALL.slice(0, SIZE).map(([, i]) => 63 - i));
    expect(sorted(codes(after))).toEqual(codesWhere(SIZE, SIZE, (a, b) => a < b));
    const marked = filled(after, MARKS).variables;
    for (const name of Object.keys(MARKS))
      expect(Array.from(after.variables[name]!), name).toEqual(Array.from(marked[name]!));

    // Nothing is left to go.
    expect(await simulation.rewire()).toEqual({ inputToOutput: 0 });
    expect(await simulation.synapses(network.projection)).toEqual(after);
  });

  it('the diagonal of a complete matrix comes back with the values of birth: no other pair is free', async () => {
    const rule = sweep(({ pre, post }) => pre.eq(post), {
      count: 'replace',
      init: ({ pre, post }) => ({ w: pre.add(post).add(1).neg(), doomed: pre.add(5) }),
    });
    const network = await compiled(ALL, rule, backend);
    await using simulation = network.simulation;
    await mark(network, { 'diagonal.doomed': (a, b) => code(a, b) });
    expect(await simulation.rewire()).toEqual({ inputToOutput: 64 });

    const after = await simulation.synapses(network.projection);
    expect(sorted(codes(after))).toEqual(codesWhere(SIZE, SIZE, () => true));
    const born = (value: (a: number) => number, before: (a: number, b: number) => number) => (a: number, b: number) =>
      a === b ? value(a) : before(a, b);
    const expected = filled(after, {
      w: born((a) => -2 * a - 1, MARKS.w),
      'diagonal.doomed': born((a) => a + 5, code),
      // The optimiser's own values at birth.
      'adam.m': born(() => 0, MARKS['adam.m']),
      'adam.v': born(() => 0, MARKS['adam.v']),
    }).variables;
    for (const [name, values] of Object.entries(after.variables)) {
      expect(Array.from(values), name).toEqual(Array.from(expected[name]!));
    }
  });
});
