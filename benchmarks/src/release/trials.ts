// Runs where one version is installed: answers every line, the number of a case, with a line of its times. Only what a version of
// some time ago has, too, may be imported here.
import { cpu } from '@growcone/backend-cpu';
import type { Batch, Network } from '@growcone/core';
import { createInterface } from 'node:readline';
import { bestOf } from '../measure/clock.ts';
import { classifier, classifierBatch, SPOKEN, TOY } from '../networks/classifier.ts';
import { IMAGES, latencyBatch, latencyClassifier } from '../networks/latency-classifier.ts';
import { CASES, type ReleaseCase, type ReleaseTimes } from './cases.ts';

const toy = process.argv.includes('--toy');

/** Examples per batch, and the best of how many batches. */
const WORK = {
  spoken: { reverse: { examples: 4, times: 5 }, online: { examples: 1, times: 2 } },
  images: { reverse: { examples: 64, times: 20 }, online: { examples: 4, times: 6 } },
} as const;

function made(
  { net, density, form }: ReleaseCase,
  examples: number,
): { readonly network: Network; readonly batch: Batch } {
  const own = { density, form, seed: 1 };
  if (net === 'spoken') {
    const size = toy ? TOY : SPOKEN;
    return { network: classifier({ size, ...own }).net, batch: classifierBatch(size, examples) };
  }
  const size = toy ? { ...TOY, steps: 20 } : IMAGES;
  return { network: latencyClassifier({ size, ...own }), batch: latencyBatch(size, examples) };
}

async function measure(one: ReleaseCase): Promise<() => Promise<ReleaseTimes>> {
  const { examples, times } = toy ? { examples: 1, times: 1 } : WORK[one.net][one.form];
  const { network, batch } = made(one, examples);
  const simulation = await network.compile(cpu({ threads: 1 }));
  // Both versions go on with the same weights, however often they are asked.
  await simulation.setLearningRate(0);
  return async () => {
    const trial = (await bestOf(times, 'cpu', () => simulation.accumulate(batch))) / examples;
    await simulation.update();
    return { trial, train: (await bestOf(times, 'cpu', () => simulation.train(batch))) / examples };
  };
}

const measures = await Promise.all(CASES.map(measure));
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await measures[Number(line)]!()));
