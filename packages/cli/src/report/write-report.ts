import type { MetricsRows } from '../run-folder/metrics-rows.ts';
import { writeWhole } from '../run-folder/write-whole.ts';
import { percent } from '../train/show-progress.ts';
import type { RasterExample } from '../train/raster-example.ts';
import type { TrainSummary } from '../train/summary.ts';
import type { TrainFolder } from '../train/train-folder.ts';
import { flagOf, type TrainOptions } from '../train/train-options.ts';
import type { ProjectionSynapses } from '../train/weights-digest.ts';
import { accuracyCurve, activityCurve, informativeCurve, lossCurve, rewiringCurve } from './curves.ts';
import { degreeDistributions, weightDistribution } from './distributions.ts';
import { htmlPage } from './page.ts';
import { rasterPlot } from './raster-plot.ts';

/** What a report is drawn from. */
export interface ReportContent {
  /** Options of the run. */
  readonly options: TrainOptions;
  /** What it amounts to. */
  readonly summary: TrainSummary;
  /** Results batch by batch and epoch by epoch. */
  readonly rows: MetricsRows;
  /** Final synapses. */
  readonly synapses: readonly ProjectionSynapses[];
  /** An example as the trained network sees it. */
  readonly raster: RasterExample;
}

/**
 * Writes the report of a run: one page that needs no other file.
 *
 * @param folder - the run folder
 * @param content - what it is drawn from
 */
export async function writeReport(folder: TrainFolder, content: ReportContent): Promise<void> {
  const { options, summary, rows, synapses, raster } = content;
  const figures = [
    accuracyCurve(rows),
    lossCurve(rows),
    activityCurve(rows),
    rewiringCurve(rows),
    informativeCurve(rows),
    ...raster.rasters.map((spikes) => rasterPlot(spikes, raster)),
    ...synapses.flatMap((s) => [weightDistribution(s), ...degreeDistributions(s)]),
  ];
  const page = htmlPage({
    title: `${options.data}: ${description(options)}`,
    facts: facts(summary),
    figures: figures.filter((figure) => figure !== undefined),
    settings: Object.entries(options).map(([name, value]) => [flagOf(name as keyof TrainOptions), shown(value)]),
    footer: `growcone ${summary.version}, weights SHA-256 ${summary.weightsSha256}`,
  });
  await writeWhole(folder.report, page);
}

const REWIRINGS: Readonly<Record<TrainOptions['rewiring'], string>> = {
  none: 'static',
  'deep-r': 'DEEP R',
  set: 'SET',
  rigl: 'RigL',
};

const description = ({ layers, recurrent, neuron, density, rewiring }: TrainOptions): string =>
  [
    `${layers.join(' + ')} ${recurrent ? 'recurrent ' : ''}${neuron.toUpperCase()} neurons`,
    density === 1 ? 'dense' : `${REWIRINGS[rewiring]} at ${Number((100 * density).toFixed(2))} %`,
  ].join(', ');

function facts(summary: TrainSummary): readonly (readonly [string, string])[] {
  const { testAccuracy, validationAccuracy, trainAccuracy, informativeShare } = summary;
  const share = (name: string, value: number | null): (readonly [string, string])[] =>
    value === null ? [] : [[name, percent(value)]];
  return [
    ...share('test accuracy', testAccuracy),
    ...share('validation accuracy', validationAccuracy),
    ...share('training accuracy', trainAccuracy),
    ...share('informative synapses', informativeShare),
    ['synapses', String(summary.synapses)],
    ['rewired', String(summary.rewired)],
    ['seconds per epoch', summary.secondsPerEpoch.toFixed(2)],
  ];
}

const shown = (value: unknown): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));
