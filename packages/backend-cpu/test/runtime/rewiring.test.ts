import { describe, expect, it } from 'vitest';
import {
  defineRewiring,
  fixedProbability,
  fixedTotal,
  network,
  normal,
  type Rewiring,
  type StoreSnapshot,
} from '@growcone/core';
import { cpu } from '@growcone/backend-cpu';
import { lif, spikeSource } from '@growcone/models';
import { leakyIntegrator } from '@growcone/models';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { noise, readoutFeedback } from './learning-network.ts';

const PRE = 50;
const POST = 30;

/** A projection with a rule, its optimiser state, and nothing else to speak of. */
async function rewired(rule: Rewiring, rounds: number, threads = 2): Promise<StoreSnapshot[]> {
  const net = network({ seed: 11 });
  const input = net.population('input', PRE, spikeSource());
  const hidden = net.population('hidden', POST, lif());
  const output = net.population('output', 3, leakyIntegrator());
  const projection = net.project(input, hidden, { connect: fixedTotal(300), weight: normal(0, 0.5) });
  const out = net.project(hidden, output, { connect: fixedProbability(0.5), weight: normal(0, 0.5) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([projection, out], { rule: readoutFeedback, optimiser: adam({ learningRate: 0.02 }) });
  net.rewire(projection, rule);
  await using simulation = await net.compile(cpu({ threads }));
  const snapshots = [await simulation.synapses(projection)];
  const batch = { input: noise(4, 30, PRE, 0.1), output: [0, 1, 2, 0] };
  for (let i = 0; i < rounds; i++) {
    await simulation.train(batch);
    snapshots.push(await simulation.synapses(projection));
  }
  return snapshots;
}

const keys = ({ pre, post }: StoreSnapshot): number[] => Array.from(pre, (a, i) => a * POST + post[i]!);

const replaceNegative = defineRewiring({
  name: 'replace negative',
  edit: { prune: { where: ({ w }) => w.lt(0) }, grow: { count: 'replace', init: () => ({ w: 0.25 }) } },
});

describe('a rewiring', () => {
  it('conserves the number of synapses, connects no pair twice and keeps rows in order', async () => {
    for (const snapshot of await rewired(replaceNegative, 6)) {
      expect(snapshot.pre.length).toBe(300);
      expect(new Set(keys(snapshot)).size).toBe(300);
      expect(snapshot.pre.every((pre, i) => i === 0 || pre >= snapshot.pre[i - 1]!)).toBe(true);
    }
  });

  it('removes what the rule prunes and leaves every other synapse with its variables', async () => {
    const none = defineRewiring({
      name: 'prune half',
      pair: (draw) => ({ toss: draw.uniform() }),
      edit: { prune: { where: ({ pair }) => pair.toss.lt(0.5) } },
    });
    const [before, after] = await rewired(none, 1);
    const [again] = (await rewired(none, 2)).slice(2);
    const survivors = new Set(keys(after!));
    const share = survivors.size / 300;
    // 300 tosses: three standard deviations are 0.087.
    expect(Math.abs(share - 0.5)).toBeLessThan(0.09);
    expect(keys(before!).filter((key) => survivors.has(key)).length).toBe(survivors.size);
    // The toss belongs to the pair: whoever survived once survives for good.
    expect(keys(again!)).toEqual(keys(after!));
  });

  it('starts new synapses at the values of the rule and of the optimiser', async () => {
    const [before, after] = await rewired(replaceNegative, 1);
    const old = new Set(keys(before!));
    const born = keys(after!).flatMap((key, i) => (old.has(key) ? [] : [i]));
    expect(born.length).toBeGreaterThan(50);
    for (const i of born) {
      expect(after!.variables['w']![i]).toBe(0.25);
      expect(after!.variables['adam.m']![i]).toBe(0);
      expect(after!.variables['adam.v']![i]).toBe(0);
    }
  });

  it('draws values of new synapses by their pair', async () => {
    const random = defineRewiring({
      name: 'random start',
      pair: (draw) => ({ start: draw.normal() }),
      edit: {
        prune: { where: ({ w }) => w.lt(0) },
        grow: { count: 'replace', init: ({ pair }) => ({ w: pair.start.abs().add(1) }) },
      },
    });
    const [before, after] = await rewired(random, 1);
    const old = new Set(keys(before!));
    const born = Array.from(after!.variables['w']!).filter((_, i) => !old.has(keys(after!)[i]!));
    expect(born.every((w) => w >= 1)).toBe(true);
    expect(new Set(born).size).toBeGreaterThan(born.length / 2);
    const mean = born.reduce((sum, w) => sum + w - 1, 0) / born.length;
    // |normal| has mean √(2/π) and standard deviation 0.6: four standard errors of about 150 draws.
    expect(Math.abs(mean - Math.sqrt(2 / Math.PI))).toBeLessThan((4 * 0.61) / Math.sqrt(born.length));
  });

  it('grows up to a total, beyond the room that rows had', async () => {
    const grow = defineRewiring({
      name: 'grow',
      edit: { prune: { where: ({ w }) => w.gt(1e9) }, grow: { count: { total: 1400 }, init: () => ({ w: 0.5 }) } },
    });
    const [, after] = await rewired(grow, 1);
    expect(after!.pre.length).toBe(1400);
    expect(new Set(keys(after!)).size).toBe(1400);
  });

  it('gives the same synapses on any number of threads', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map((threads) => rewired(replaceNegative, 4, threads)));
    expect(two).toEqual(one);
    expect(three).toEqual(one);
  });

  it('whose rule gives no finite weight stops and changes nothing', async () => {
    const broken = defineRewiring({
      name: 'broken',
      edit: {
        prune: { where: ({ w }) => w.lt(0) },
        grow: { count: 'replace', init: ({ pre }) => ({ w: pre.sub(pre).log() }) },
      },
    });
    await expect(rewired(broken, 1)).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { projection: 'inputToHidden' },
    });
  });
});
