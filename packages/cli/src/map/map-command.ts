import { join } from 'node:path';
import { Command } from 'commander';
import { OptionError } from '../cli-error.ts';
import { nextStep } from '../options/backend.ts';
import { addSettings } from '../options/setting.ts';
import { newFolder } from '../run-folder/new-folder.ts';
import { readManifest } from '../version.ts';
import type { MapLook } from './form-map.ts';
import type { SavedMap } from './map-folder.ts';
import { mapSettings, type MapOptions } from './map-options.ts';
import type { MapSummary } from './map-summary.ts';

/** The command `growcone map`. */
export function mapCommand(): Command {
  const command = new Command('map').description('let a topographic map form, and measure it');
  addSettings(command, mapSettings);
  return command
    .option('--out <folder>', 'run folder (runs/map-<time>)')
    .option('--resume', 'go on with the run in --out, from its last checkpoint')
    .option('--json', 'print one JSON object as the last line')
    .action(async ({ out, resume = false, json = false, ...all }: Partial<MapOptions> & Request) => {
      // Commander gives --no-rewiring a value of its own where nobody typed it.
      const typed = Object.entries(all).filter(([name]) => command.getOptionValueSource(name) === 'cli');
      if (resume && out === undefined) {
        throw new OptionError(
          '--resume',
          'needs --out, the folder of the run to go on with. Run folders are below runs/.',
        );
      }
      const summary = await runMap(Object.fromEntries(typed), out ?? newFolder('map'), resume);
      process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${inWords(summary)}\n`);
    });
}

/** Options that do not decide how a map forms. */
interface Request {
  readonly out?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

async function runMap(given: Partial<MapOptions>, out: string, resume: boolean): Promise<MapSummary> {
  // Loaded only now: `growcone --help` needs none of it.
  const [{ formMap, lookTimes }, { summarise }, { mapReport }, { planMap }, { mapFolder }, { writeWhole }] =
    await Promise.all([
      import('./form-map.ts'),
      import('./map-summary.ts'),
      import('../report/map-report.ts'),
      import('./plan-map.ts'),
      import('./map-folder.ts'),
      import('../run-folder/write-whole.ts'),
    ]);
  const folder = mapFolder(out);
  const { version } = readManifest();
  const note = (text: string): void => void process.stderr.write(`note: ${text}\n`);
  const options = await planMap(folder, { given, resume, version }, note);
  const times = lookTimes(options);
  let release = async (): Promise<void> => {};
  try {
    const listener = {
      // Only now, so that a map that cannot start leaves nothing behind.
      start: async () => void (release = await folder.take({ version, options })),
      look: (look: MapLook, factor: number | undefined) =>
        void process.stderr.write(`${progress(look, options, factor)}\n`),
      save: (saved: SavedMap) => folder.save(saved),
    };
    const formed = await formMap(options, times, listener, resume ? await folder.load() : undefined);
    const summary = summarise(formed, options, out);
    await writeWhole(folder.metrics, formed.looks.map((look) => `${JSON.stringify(look)}\n`).join(''));
    await writeWhole(folder.summary, `${JSON.stringify(summary, null, 2)}\n`);
    await writeWhole(folder.report, mapReport(formed, options, summary));
    return summary;
  } catch (error) {
    nextStep(error, `growcone map --out ${out} --resume`).forEach(note);
    throw error;
  } finally {
    await release();
  }
}

const progress = (look: MapLook, options: MapOptions, factor: number | undefined): string =>
  [
    `${look.seconds.toFixed(1)}/${options.seconds} s`,
    `${look.synapses[0]} + ${look.synapses[1]} synapses`,
    `spread ${look.sigmaAff.weights.toFixed(3)}`,
    `displacement ${look.deviation.weights.toFixed(3)}`,
    ...(factor === undefined ? [] : [`${factor.toPrecision(3)} × real time`]),
  ].join('  ');

function rewiringInWords({ shareRewiring, nsPerAttempt }: MapSummary): string {
  if (nsPerAttempt === null) return 'none';
  return `${(100 * shareRewiring).toFixed(0)} % of the time, ${nsPerAttempt.toFixed(0)} ns per attempt, on one thread of the CPU`;
}

function inWords(summary: MapSummary): string {
  const { sigmaAff, sigmaAffControls: s, pSigmaAff, ad, adControls: a, pAd } = summary;
  const p = (value: number): string => (value < 1e-4 ? value.toExponential(0) : value.toFixed(4));
  return [
    ['real-time factor', summary.realTimeFactor.toPrecision(3)],
    ['rewiring', rewiringInWords(summary)],
    ['spread of weights', sigmaAff.toFixed(3)],
    ['  partners drawn anew', `${s.redrawn.toFixed(3)}, p = ${p(pSigmaAff.redrawn)}`],
    ['  weights shuffled', `${s.shuffled.toFixed(3)}, p = ${p(pSigmaAff.shuffled)}`],
    ['displacement', ad.toFixed(3)],
    ['  partners drawn anew', `${a.redrawn.toFixed(3)}, p = ${p(pAd.redrawn)}`],
    ['  weights shuffled', `${a.shuffled.toFixed(3)}, p = ${p(pAd.shuffled)}`],
    ['in-degree', summary.meanInDegree.toFixed(2)],
    ['synapses', String(summary.synapses)],
    ['report', join(summary.out, 'report.html')],
  ]
    .map(([name, value]) => `${name!.padEnd(24)}${value}`)
    .join('\n');
}
