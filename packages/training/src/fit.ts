import { shuffledOrder, type Batch } from '@growcone/core';
import { evaluate } from './evaluate.ts';
import { FitError, requireWhole } from './fit-error.ts';
import type { EpochEvent, FitEvent, FitProgress } from './fit-events.ts';
import { alarmsOf, meanReports, withReports } from './reports.ts';
import { Stopwatch } from './stopwatch.ts';
import { NOTHING, score, tallied } from './tally.ts';
import type { Trainable, TrainingData } from './training-data.ts';

/** Options of {@link fit}. */
export interface FitOptions {
  /** Passes over the data, those before a resume included. */
  readonly epochs: number;
  /** Number of examples per batch; the last batch of an epoch may have fewer. */
  readonly batch: number;
  /** Seed of the order in which each epoch shows the examples: that of `shuffledOrder` in core. */
  readonly seed: number | bigint;
  /** Examples to test with after each epoch. */
  readonly validation?: TrainingData;
  /** Where an earlier fit had come, once the simulation is restored to the same moment. */
  readonly resume?: FitProgress;
  /** Milliseconds on some clock; `Date.now` if left out. */
  readonly clock?: () => number;
}

/**
 * Trains a network, event by event: one after every batch and one after every epoch. Between two events nothing is trained, so
 * whoever reads them may save a checkpoint, show progress, change the learning rate, or stop. While a batch is trained, the data
 * are already asked for the next one.
 *
 * ```ts fragment
 * for await (const event of fit(simulation, data, { epochs: 4, batch: 128, seed: 1 })) {
 *   if (event.kind === 'epoch') console.log(event.metrics);
 * }
 * ```
 *
 * @param simulation - the network
 * @param data - the training examples
 * @param options - epochs, size of a batch, seed, validation, where to resume
 */
export async function* fit(
  simulation: Trainable,
  data: TrainingData,
  options: FitOptions,
): AsyncGenerator<FitEvent, void, void> {
  const { epochs, batch: size, seed, validation } = options;
  requireWhole('fit.epochs', epochs, 1);
  requireWhole('fit.batch', size, 1);
  requireWhole('The number of training examples', data.size, 1);
  const batches = Math.ceil(data.size / size);
  let progress = startOf(simulation, batches, options);
  const total = new Stopwatch(options.clock);
  const first = progress.epoch * batches + progress.batch;

  while (progress.epoch < epochs) {
    const { epoch } = progress;
    const order = shuffledOrder(data.size, { seed, epoch });
    const training = new Stopwatch(options.clock);
    const timed = <T>(what: () => Promise<T>): Promise<T> => total.time(() => training.time(what));
    let shown = 0;
    const prepare = async (batch: number): Promise<Batch> =>
      data.batch(order.subarray(batch * size, (batch + 1) * size), epoch);
    let ready: Promise<Batch> | undefined;
    while (progress.batch < batches) {
      const { batch } = progress;
      const result = await timed(async () => {
        const running = simulation.train(await (ready ?? prepare(batch)));
        ready = batch + 1 < batches ? onceUnderWay(() => prepare(batch + 1)) : undefined;
        // A failure belongs to the batch that is not ready, if it comes to that.
        ready?.catch(() => {});
        return running;
      });
      shown += result.examples;
      const alarms = alarmsOf(result);
      const known = new Set(progress.alarms);
      const done = epoch * batches + progress.batch + 1;
      progress = {
        epoch,
        batch: progress.batch + 1,
        trained: simulation.batches,
        tally: tallied(progress.tally, result),
        rewired: summed(progress.rewired, result.rewired),
        reports: withReports(progress.reports, result),
        alarms,
      };
      yield {
        kind: 'batch',
        epoch: epoch + 1,
        batch: progress.batch,
        batches,
        ...score(progress.tally),
        rewired: result.rewired,
        alarms: alarms.filter((alarm) => !known.has(alarm)),
        secondsLeft: (total.seconds / (done - first)) * (epochs * batches - done),
        progress,
      };
    }
    const rewired = summed(progress.rewired, await timed(() => simulation.endEpoch()));
    const testing = new Stopwatch(options.clock);
    const tested = validation && (await testing.time(() => evaluate(simulation, validation, { batch: size })));
    const trained = score(progress.tally);
    const metrics: EpochEvent['metrics'] = {
      epoch: epoch + 1,
      batches: simulation.batches,
      trainLoss: trained.loss,
      ...(trained.accuracy === undefined ? {} : { trainAccuracy: trained.accuracy }),
      ...(tested ? { validationLoss: tested.loss } : {}),
      ...(tested?.accuracy === undefined ? {} : { validationAccuracy: tested.accuracy }),
      rewired,
      ...(Object.keys(progress.reports).length === 0
        ? {}
        : { reports: meanReports(progress.reports, progress.tally.examples) }),
    };
    progress = { ...beginning(epoch + 1, simulation), alarms: progress.alarms };
    const timing: EpochEvent['timing'] = {
      epoch: epoch + 1,
      trainSeconds: training.seconds,
      validationSeconds: testing.seconds,
      examplesPerSecond: training.seconds > 0 ? shown / training.seconds : 0,
    };
    yield { kind: 'epoch', metrics, timing, progress };
  }
}

// A backend hands a batch to its threads within this many turns; if it takes longer, the next batch is made ready a little early.
const TURNS = 32;

/** Starts something once what was started just now has had its first turns. */
async function onceUnderWay<T>(what: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
  return what();
}

function startOf(simulation: Trainable, batches: number, { resume }: FitOptions): FitProgress {
  if (!resume) return beginning(0, simulation);
  if (resume.trained !== simulation.batches) {
    throw new FitError(
      'fit.resume',
      `progress after ${resume.trained} batches`,
      `of the moment that the simulation is in, after ${simulation.batches} batches; restore the checkpoint that was saved with it`,
    );
  }
  if (resume.batch > batches) {
    throw new FitError(
      'fit.resume',
      `batch ${resume.batch}`,
      `of a fit with the same data and batch size, which has ${batches} batches per epoch`,
    );
  }
  return resume;
}

const beginning = (epoch: number, { batches: trained }: Trainable): FitProgress => ({
  epoch,
  batch: 0,
  trained,
  tally: NOTHING,
  rewired: {},
  reports: {},
  alarms: [],
});

function summed(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a };
  for (const [name, n] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + n;
  return sum;
}
