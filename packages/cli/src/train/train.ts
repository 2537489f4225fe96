import { evaluate, type Score } from '@growcone/training';
import { nextStep } from '../options/backend.ts';
import { LineFile } from '../run-folder/line-file.ts';
import { readRows, totalOf, type EpochRow, type MetricsRows, type TestRow } from '../run-folder/metrics-rows.ts';
import { meanSecondsPerEpoch, type StartRow } from '../run-folder/timing-rows.ts';
import { readManifest } from '../version.ts';
import { classifier, type Classifier } from './classifier.ts';
import { loadExamples, type Examples } from './examples.ts';
import { planRun, type RunRequest } from './plan-run.ts';
import { rasterOf } from './raster-example.ts';
import type { RunListener } from './run-events.ts';
import { runEpochs } from './run-epochs.ts';
import { tellerOfLostEvents } from './lost-events.ts';
import { openSession, type Session } from './session.ts';
import { peakMemoryMiB, type TrainSummary } from './summary.ts';
import type { TrainFolder } from './train-folder.ts';
import { holdsOut, type TrainOptions } from './train-options.ts';
import { synapsesOf, weightsDigest } from './weights-digest.ts';

/** How a run is watched and stopped. */
export interface TrainControl {
  /** Hears what happens. */
  readonly listen?: RunListener;
  /** Stops the run after the batch at hand, with a checkpoint. */
  readonly signal?: AbortSignal;
}

/**
 * Trains a classifier and leaves a run folder: configuration, metrics, timing, checkpoint and report.
 *
 * @param request - options of the run, its folder, and whether to go on with what is there
 * @param control - who listens, who stops it
 */
export async function train(request: RunRequest, control: TrainControl = {}): Promise<TrainSummary> {
  const { listen = () => {}, signal } = control;
  const { version } = readManifest();
  const { folder, config, begun } = await planRun(request, version, listen);
  const { options } = config;
  const examples = await loadExamples(options, {
    onDownload: (progress) => listen({ kind: 'download', progress }),
    onNote: (text) => listen({ kind: 'note', text }),
  });
  const batches = options.epochs * Math.ceil(examples.train.size / options.batch);
  const net = classifier(options, { ...examples, batches });
  const session = await openSession(net, options, batches);
  try {
    for (const text of session.device.notes) listen({ kind: 'note', text });
    // Only now, so that a run that cannot start leaves nothing behind.
    const release = await folder.take(config);
    try {
      const site: RunSite = { folder, options, examples, net, session, listen, version };
      await work(site, begun, signal);
      return await conclude(site);
    } catch (error) {
      for (const text of nextStep(error, `growcone train --out ${folder.path} --resume`))
        listen({ kind: 'note', text });
      throw error;
    } finally {
      await release();
    }
  } finally {
    await session.simulation[Symbol.asyncDispose]();
  }
}

interface RunSite {
  readonly folder: TrainFolder;
  readonly options: TrainOptions;
  readonly examples: Examples;
  readonly net: Classifier;
  readonly session: Session;
  readonly listen: RunListener;
  readonly version: string;
}

/** Trains from where the run was left, and tests. */
async function work(site: RunSite, begun: boolean, signal: AbortSignal | undefined): Promise<void> {
  const { folder, options, examples, session, listen, version } = site;
  const { simulation, device } = session;
  const saved = begun ? await folder.load() : undefined;
  if (saved) await simulation.restore(saved.checkpoint);
  const metrics = new LineFile(folder.metrics, saved?.position.metricsBytes ?? 0);
  const timing = new LineFile(folder.timing);
  try {
    timing.append({
      kind: 'start',
      version,
      node: process.versions.node,
      device: device.name,
      threads: device.threads,
      batches: simulation.batches,
    } satisfies StartRow);
    const tellLost = tellerOfLostEvents(site);
    const heard: RunListener = (event) => {
      listen(event);
      if (event.kind === 'epoch') tellLost();
    };
    await runEpochs({ ...site, listen: heard, metrics, timing, signal, resume: saved?.position.progress });
    const score = await testOnce(session, examples, options, listen);
    if (score) metrics.append({ kind: 'test', loss: score.loss, accuracy: score.accuracy ?? NaN } satisfies TestRow);
    tellLost();
    metrics.sync();
  } finally {
    metrics.close();
    timing.close();
  }
}

/** Sums up a run that is over, and draws its report. */
async function conclude({ folder, options, examples, net, session, listen, version }: RunSite): Promise<TrainSummary> {
  const rows = readRows(folder.metrics);
  const synapses = await synapsesOf(session.simulation, net.projections);
  const summary: TrainSummary = {
    ...outcome(rows),
    secondsPerEpoch: meanSecondsPerEpoch(folder.timing),
    eventTally: examples.tally() ?? null,
    threads: session.device.threads,
    peakMemoryMiB: peakMemoryMiB(),
    version,
    seed: options.seed,
    weightsSha256: weightsDigest(synapses),
    out: folder.path,
  };
  listen({ kind: 'phase', text: 'drawing the report' });
  const raster = await rasterOf(session, examples, options.dt);
  // The plotting library takes half a second to load: not before it is needed.
  const { writeReport } = await import('../report/write-report.ts');
  await writeReport(folder, { options, summary, rows, synapses, raster });
  return { ...summary, peakMemoryMiB: peakMemoryMiB() };
}

/** Reads the test set, unless examples were held out: then this is no final run. */
async function testOnce(
  session: Session,
  examples: Examples,
  options: TrainOptions,
  listen: RunListener,
): Promise<Score | undefined> {
  if (holdsOut(options)) return undefined;
  listen({ kind: 'phase', text: 'reading the test set' });
  return evaluate(session, await examples.test(), { batch: options.batch });
}

/** What the metrics amount to. */
function outcome({
  epochs,
  test,
}: MetricsRows): Pick<
  TrainSummary,
  'testAccuracy' | 'validationAccuracy' | 'trainAccuracy' | 'informativeShare' | 'synapses' | 'rewired'
> {
  const last = epochs.at(-1) as EpochRow;
  return {
    testAccuracy: test?.accuracy ?? null,
    validationAccuracy: last.validationAccuracy ?? null,
    trainAccuracy: last.trainAccuracy,
    informativeShare: last.informativeShare ?? null,
    synapses: totalOf(last.synapses),
    rewired: epochs.reduce((sum, row) => sum + totalOf(row.rewired), 0),
  };
}
