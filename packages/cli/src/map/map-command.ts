import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { RunFolderError } from '../cli-error.ts';
import { addSettings, resolveSettings } from '../options/setting.ts';
import { newFolder } from '../run-folder/new-folder.ts';
import { writeWhole } from '../run-folder/write-whole.ts';
import type { MapLook } from './form-map.ts';
import { mapSettings, type MapOptions } from './map-options.ts';
import type { MapSummary } from './map-summary.ts';

/** The command `growcone map`. */
export function mapCommand(): Command {
  const command = new Command('map').description('let a topographic map form, and measure it');
  addSettings(command, mapSettings);
  return command
    .option('--out <folder>', 'run folder (runs/map-<time>)')
    .option('--json', 'print one JSON object as the last line')
    .action(async ({ out, json, ...given }: Partial<MapOptions> & { out?: string; json?: boolean }) => {
      const options = resolveSettings(mapSettings, given);
      const summary = await runMap(options, out ?? newFolder('map'));
      process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${inWords(summary)}\n`);
    });
}

async function runMap(options: MapOptions, out: string): Promise<MapSummary> {
  const report = join(out, 'report.html');
  if (existsSync(report)) throw new RunFolderError(out, 'holds a run already. Choose another folder with --out.');
  // Loaded only now: `growcone --help` needs none of it.
  const [{ formMap, lookTimes }, { summarise }, { mapReport }] = await Promise.all([
    import('./form-map.ts'),
    import('./map-summary.ts'),
    import('../report/map-report.ts'),
  ]);
  const times = lookTimes(options);
  await mkdir(out, { recursive: true });
  const formed = await formMap(options, times, (look, factor) =>
    process.stderr.write(`${progress(look, options, factor)}\n`),
  );
  const summary = summarise(formed, options, out);
  await writeWhole(join(out, 'metrics.jsonl'), formed.looks.map((look) => `${JSON.stringify(look)}\n`).join(''));
  await writeWhole(join(out, 'summary.json'), `${JSON.stringify({ options, summary }, null, 2)}\n`);
  await writeWhole(report, mapReport(formed, options, summary));
  return summary;
}

const progress = (look: MapLook, options: MapOptions, factor: number | undefined): string =>
  [
    `${look.seconds.toFixed(1)}/${options.seconds} s`,
    `${look.synapses[0]} + ${look.synapses[1]} synapses`,
    `spread ${look.sigmaAff.weights.toFixed(3)}`,
    `displacement ${look.deviation.weights.toFixed(3)}`,
    ...(factor === undefined ? [] : [`${factor.toPrecision(3)} × real time`]),
  ].join('  ');

function inWords(summary: MapSummary): string {
  const { sigmaAff, sigmaAffControls: s, pSigmaAff, ad, adControls: a, pAd } = summary;
  const p = (value: number): string => (value < 1e-4 ? value.toExponential(0) : value.toFixed(4));
  return [
    ['real-time factor', summary.realTimeFactor.toPrecision(3)],
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
