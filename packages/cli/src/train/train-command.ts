import { join } from 'node:path';
import { Command } from 'commander';
import { addSettings } from '../options/setting.ts';
import { newFolder } from '../run-folder/new-folder.ts';
import { OptionError } from '../cli-error.ts';
import { percent, showProgress } from './show-progress.ts';
import type { TrainSummary } from './summary.ts';
import { trainSettings, type TrainOptions } from './train-options.ts';

/** The command `growcone train`. */
export function trainCommand(): Command {
  const command = new Command('train').description('train a sparse classifier that can rewire itself');
  addSettings(command, trainSettings);
  return command
    .option('--out <folder>', 'run folder (runs/<data>-<time>)')
    .option('--resume', 'go on with the run in --out, from its last checkpoint')
    .option('--json', 'print one JSON object as the last line')
    .action(async (given: Record<string, unknown>) => {
      const { out, resume = false, json = false, ...options } = given;
      await runTrain(options as Partial<TrainOptions>, out as string | undefined, resume === true, json === true);
    });
}

async function runTrain(
  options: Partial<TrainOptions>,
  out: string | undefined,
  resume: boolean,
  json: boolean,
): Promise<void> {
  if (resume && out === undefined) {
    throw new OptionError('--resume', 'needs --out, the folder of the run to go on with. Run folders are below runs/.');
  }
  // Loaded only now: `growcone --help` needs none of it.
  const { train } = await import('./train.ts');
  const stop = new AbortController();
  const interrupt = (): void => {
    // A second time ends the process at once.
    process.off('SIGINT', interrupt);
    process.stderr.write('\nstopping after this batch …\n');
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  try {
    const folder = out ?? newFolder(options.data ?? 'run');
    const summary = await train(
      { options, out: folder, resume },
      { listen: showProgress(process.stderr), signal: stop.signal },
    );
    process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${inWords(summary)}\n`);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function inWords(summary: TrainSummary): string {
  const { testAccuracy, validationAccuracy, trainAccuracy, informativeShare, secondsPerEpoch, synapses, rewired } =
    summary;
  const lines = [
    ['test accuracy', testAccuracy === null ? undefined : percent(testAccuracy)],
    ['validation accuracy', validationAccuracy === null ? undefined : percent(validationAccuracy)],
    ['train accuracy', percent(trainAccuracy)],
    ['informative synapses', informativeShare === null ? undefined : percent(informativeShare)],
    ['seconds per epoch', secondsPerEpoch.toFixed(2)],
    ['synapses', `${synapses}, ${rewired} rewired`],
    ['report', join(summary.out, 'report.html')],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name?.padEnd(22)}${value}`])).join('\n');
}
