// Compiles a network and trains one step, a few times, and says how long each took.
import { cpu } from '@growcone/backend-cpu';
import { performance } from 'node:perf_hooks';
import { answer, question } from '../measure/fresh-process.ts';
import { classifier, classifierBatch } from '../networks/classifier.ts';
import { SIZES, type TrainedVariant } from '../networks/trained-variant.ts';

/** What is measured. */
export interface FirstStepQuestion extends Pick<TrainedVariant, 'size' | 'density' | 'threads'> {
  /** How often; the first time everything is cold. */
  readonly times: number;
}

/** Milliseconds. */
export interface FirstStep {
  /** Until `compile` has given a simulation. */
  readonly compile: number;
  /** From then until the first step is trained. */
  readonly step: number;
  /** Time of all threads together. */
  readonly cpu: number;
}

const { size, density, threads, times } = question<FirstStepQuestion>();
const batch = classifierBatch({ ...SIZES[size], steps: 1 }, 2);
const found: FirstStep[] = [];
for (let i = 0; i < times; i++) {
  const { net } = classifier({ size: SIZES[size], density, form: 'reverse', seed: 1 });
  const used = process.cpuUsage();
  const start = performance.now();
  const simulation = await net.compile(cpu({ threads }));
  const compiled = performance.now();
  await simulation.train(batch);
  const { user, system } = process.cpuUsage(used);
  found.push({ compile: compiled - start, step: performance.now() - compiled, cpu: (user + system) / 1000 });
  await simulation[Symbol.asyncDispose]();
}
answer<readonly FirstStep[]>(found);
