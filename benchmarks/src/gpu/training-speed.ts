import { cpu } from '@growcone/backend-cpu';
import type { Backend, Batch } from '@growcone/core';
import { deepR } from '@growcone/plasticity-deepr';
import type { BenchmarkOptions, BenchmarkResult, Row } from '../benchmark.ts';
import { median, significant } from '../measure/statistics.ts';
import {
  classifier,
  classifierBatch,
  repeatedBatch,
  type ClassifierOptions,
  type ClassifierSize,
} from '../networks/classifier.ts';
import type { GpuMachine } from './gpu-machine.ts';
import { bandwidthColumns, kernelRows, totalOf } from './kernel-times.ts';
import { measureTurns, type Running } from './on-device.ts';
import { rowsOf } from './refused.ts';
import { ASSUMPTION, spikesPerStep, synapsesByStore, trafficOf, type Traffic } from './traffic.ts';

/** What is trained. */
export interface TrainingCase extends Pick<ClassifierOptions, 'density' | 'form'> {
  /** Sizes. */
  readonly size: ClassifierSize;
  /** Whether DEEP R rewires it after every batch. */
  readonly rewiring: boolean;
  /** Examples per batch. */
  readonly batch: number;
}

const NOTES: readonly string[] = [
  'secondsPerBatch: from the call of train to its end, on the host: preparing the input, optimiser and rewiring included; median, after ' +
    'one batch that does not count. kernelSeconds: all shaders of one further batch, with a clock at each; empty without timestamps.',
  'Spikes of the hidden neurons are counted on the CPU, in two examples. A batch repeats 16 different examples.',
  ASSUMPTION,
];

/** Examples in which spikes are counted. */
const COUNTED = 2;
/** Examples of a batch that differ. */
const DIFFERENT = 16;

/** Trains batches on a GPU: a row for each case, and one for each shader. @param cases - what is trained @param options - how the benchmark runs @param gpu - where */
export async function trainingRows(
  cases: readonly TrainingCase[],
  options: BenchmarkOptions,
  gpu: GpuMachine,
): Promise<Required<Pick<BenchmarkResult, 'rows' | 'kernels' | 'notes'>>> {
  const known = ({ density, size, batch, rewiring }: TrainingCase): Row => {
    const net = `${size.inputs}-${size.hidden}-${size.classes}`;
    return { net, density, rewiring: rewiring ? 'deep-r' : 'none', steps: size.steps, batch };
  };
  const measure = (one: TrainingCase, shaders: Row[]): Promise<Row> => row(one, options, gpu, shaders);
  const { rows, kernels, refusals } = await rowsOf(cases, known, measure, options);
  return { rows, kernels, notes: [...refusals, ...NOTES] };
}

async function row(one: TrainingCase, options: BenchmarkOptions, gpu: GpuMachine, kernels: Row[]): Promise<Row> {
  const { size, batch } = one;
  const counted = await countOnCpu(one);
  const examples = repeatedBatch(size, batch, DIFFERENT);
  const { seconds, kernels: times } = await measureTurns(
    (backend) => training(one, examples, backend),
    options.rounds ?? (options.toy ? 1 : 3),
  );
  if (times) kernels.push(...kernelRows({ density: one.density, batch }, times));
  const perBatch = median(seconds);
  return {
    secondsPerBatch: significant(perBatch),
    msPerExample: significant((1000 * perBatch) / batch),
    batches: seconds.length,
    kernelSeconds: times ? significant(totalOf(times) / 1000) : null,
    inputSpikes: Math.round(counted.inputSpikes),
    hiddenSpikes: Math.round(counted.hiddenSpikes),
    ...bandwidthColumns('trial', times, counted.traffic, size.steps * batch, gpu),
  };
}

async function training(one: TrainingCase, batch: Batch, backend: Backend): Promise<Running> {
  const { net } = described(one);
  const simulation = await net.compile(backend);
  return {
    turn: () => simulation.train(batch),
    [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
  };
}

const described = ({ size, density, form, rewiring }: TrainingCase) =>
  classifier({ size, density, form, seed: 1, ...(rewiring ? { rewiring: deepR({ l1: 0.01 }) } : {}) });

interface Counts {
  readonly inputSpikes: number;
  readonly hiddenSpikes: number;
  readonly traffic: Traffic;
}

/** Spikes per example, and what the sweeps have to move. */
async function countOnCpu(one: TrainingCase): Promise<Counts> {
  const { net, hidden } = described(one);
  net.record(hidden, { spikes: true });
  await using simulation = await net.compile(cpu({ threads: 1 }));
  const batch = classifierBatch(one.size, COUNTED);
  const { spikes } = await simulation.evaluate(batch);
  const input = batch['input'] as Parameters<typeof spikesPerStep>[0];
  const perStep: Readonly<Record<string, number>> = {
    input: spikesPerStep(input),
    hidden: spikesPerStep(spikes['hidden']!),
  };
  const { plan } = simulation;
  const activity = {
    synapses: await synapsesByStore(simulation),
    spikes: plan.populations.map(({ name }) => perStep[name] ?? 0),
  };
  return {
    inputSpikes: perStep['input']! * one.size.steps,
    hiddenSpikes: perStep['hidden']! * one.size.steps,
    traffic: trafficOf(plan, 'trial', activity),
  };
}
