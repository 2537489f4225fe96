import type { CpuDevice } from '@growcone/backend-cpu';
import type { Batch, Simulation, TrainResult } from '@growcone/core';
import type { Trainable } from '@growcone/training';
import { backendOf } from '../options/backend.ts';
import type { Classifier } from './classifier.ts';
import type { TrainOptions } from './train-options.ts';

/** Where a classifier runs. */
export interface SessionDevice {
  /** Its name. */
  readonly name: string;
  /** Number of threads that work on a batch. */
  readonly threads: number;
  /** What the user should know about how it runs. */
  readonly notes: readonly string[];
}

/** A classifier on a device, as `fit` takes it. */
export interface Session extends Trainable {
  /** The network on its device. */
  readonly simulation: Simulation;
  /** Its device. */
  readonly device: SessionDevice;
  /** What the last batch gave. */
  last(): TrainResult;
}

/**
 * Opens a device and compiles a classifier for it.
 *
 * @param classifier - the network
 * @param options - backend, threads, vector instructions, steps
 * @param batches - batches of the whole run, over which the learning rate falls to 0
 */
export async function openSession(
  { network, rates }: Classifier,
  options: TrainOptions,
  batches: number,
): Promise<Session> {
  const { steps, threads, simd } = options;
  const backend = await backendOf(options.backend, { simd, ...(threads === undefined ? {} : { threads }) });
  const opened = await backend.open();
  // A GPU is driven by the calling thread.
  const { threads: used = 1, notes = [] } = opened as Partial<CpuDevice>;
  const device = { name: opened.name, threads: used, notes };
  const simulation = await network.compile({ ...backend, open: () => Promise.resolve(opened) });
  // Currents do not tell how long a trial is, spikes do.
  const shape = (batch: Batch): { size: number; steps: number } => ({
    size: (batch['output'] as ArrayLike<number>).length,
    steps,
  });
  let last: TrainResult | undefined;
  return {
    simulation,
    device,
    get batches() {
      return simulation.batches;
    },
    async train(batch) {
      // Linear decay: a function of the batch alone, so that a resumed run goes on with the same rates.
      const left = 1 - simulation.batches / batches;
      for (const { optimiser, rate } of rates) await simulation.setLearningRate(rate * left, optimiser);
      last = await simulation.train(batch, shape(batch));
      return last;
    },
    evaluate: (batch?: Batch) => {
      const given = batch ?? {};
      return simulation.evaluate(given, shape(given));
    },
    endEpoch: () => simulation.endEpoch(),
    last: () => last as TrainResult,
  };
}
