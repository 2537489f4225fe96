import { fit, type FitProgress, type MetricsRow } from '@growcone/training';
import type { LineFile } from '../run-folder/line-file.ts';
import { totalOf, type BatchRow, type EpochRow } from '../run-folder/metrics-rows.ts';
import type { EpochTimingRow } from '../run-folder/timing-rows.ts';
import type { Classifier } from './classifier.ts';
import type { Examples } from './examples.ts';
import type { RunListener } from './run-events.ts';
import type { Session } from './session.ts';
import { StoppedError } from './stopped-error.ts';
import { peakMemoryMiB } from './summary.ts';
import type { TrainFolder } from './train-folder.ts';
import type { TrainOptions } from './train-options.ts';
import { synapsesOf, type ProjectionSynapses } from './weights-digest.ts';

/** What the epochs of a run need. */
export interface EpochsSite {
  /** The network on its device. */
  readonly session: Session;
  /** The network as described. */
  readonly net: Classifier;
  /** The data. */
  readonly examples: Examples;
  /** Options of the run. */
  readonly options: TrainOptions;
  /** Where checkpoints go. */
  readonly folder: TrainFolder;
  /** Where results go. */
  readonly metrics: LineFile;
  /** Where seconds go. */
  readonly timing: LineFile;
  /** Where the run was left; undefined at the beginning. */
  readonly resume: FitProgress | undefined;
  /** Hears what happens. */
  readonly listen: RunListener;
  /** Stops after the batch at hand. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Trains until the last epoch is over: writes a row per batch and per epoch, and checkpoints.
 *
 * @param site - what it needs
 */
export async function runEpochs(site: EpochsSite): Promise<void> {
  const { session, net, examples, options, folder, metrics, timing, resume, listen, signal } = site;
  const { epochs, batch, seed, checkpointEvery } = options;
  const { simulation } = session;
  const count = totalOf(synapseCounts(await synapsesOf(simulation, net.projections)));
  const save = async (progress: FitProgress): Promise<void> =>
    folder.save({
      checkpoint: await simulation.checkpoint(),
      position: { progress, metricsBytes: metrics.sync() },
    });

  const events = fit(session, examples.train, {
    epochs,
    batch,
    seed,
    ...(examples.validation ? { validation: examples.validation } : {}),
    ...(resume ? { resume } : {}),
  });
  for await (const event of events) {
    if (event.kind === 'batch') {
      const { progress, rewired } = event;
      const { loss, accuracy } = session.last();
      for (const text of event.alarms) listen({ kind: 'alarm', epoch: event.epoch, batch: event.batch, text });
      metrics.append({
        kind: 'batch',
        epoch: event.epoch,
        batch: event.batch,
        loss,
        accuracy,
        rewired,
        ...(event.alarms.length > 0 ? { alarms: event.alarms } : {}),
      } satisfies BatchRow);
      listen({
        kind: 'batch',
        epoch: event.epoch,
        epochs,
        batch: event.batch,
        batches: event.batches,
        loss: event.loss,
        accuracy: event.accuracy ?? NaN,
        secondsLeft: event.secondsLeft,
        synapses: count,
        rewired: totalOf(progress.rewired),
      });
      // After the last batch comes the checkpoint of the epoch, with its validation.
      if (event.batch === event.batches) continue;
      const due = checkpointEvery !== undefined && event.batch % checkpointEvery === 0;
      if (due || signal?.aborted) await save(progress);
    } else {
      const synapses = await synapsesOf(simulation, net.projections);
      const row = epochRow(event.metrics, synapses, examples.informative);
      metrics.append(row);
      const seconds = examples.train.size / event.timing.examplesPerSecond;
      timing.append({
        kind: 'epoch',
        epoch: row.epoch,
        secondsPerEpoch: seconds,
        validationSeconds: event.timing.validationSeconds,
        peakMemoryMiB: peakMemoryMiB(),
      } satisfies EpochTimingRow);
      await save(event.progress);
      listen({ kind: 'epoch', epochs, seconds, row });
      if (row.epoch === epochs) continue;
    }
    if (signal?.aborted) throw new StoppedError(folder.path, simulation.batches);
  }
}

const synapseCounts = (projections: readonly ProjectionSynapses[]): Record<string, number> =>
  Object.fromEntries(projections.map(({ projection, synapses }) => [projection.name, synapses.pre.length]));

function epochRow(
  { epoch, batches, trainLoss, trainAccuracy, validationLoss, validationAccuracy, rewired, reports }: MetricsRow,
  projections: readonly ProjectionSynapses[],
  informative: ReadonlySet<number> | undefined,
): EpochRow {
  const input = (projections[0] as ProjectionSynapses).synapses.pre;
  return {
    kind: 'epoch',
    epoch,
    batches,
    loss: trainLoss,
    trainAccuracy: trainAccuracy ?? NaN,
    ...(validationLoss === undefined ? {} : { validationLoss }),
    ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
    synapses: synapseCounts(projections),
    rewired,
    ...(reports ? { activity: reports } : {}),
    ...(informative
      ? { informativeShare: input.filter((channel) => informative.has(channel)).length / input.length }
      : {}),
  };
}
