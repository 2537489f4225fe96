import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { Kind } from '../options/kinds.ts';
import { OptionError } from '../cli-error.ts';
import { percent, showProgress } from './show-progress.ts';
import type { TrainSummary } from './summary.ts';
import { trainSettings, type Setting, type TrainOptions } from './train-options.ts';

/** The command `growcone train`. */
export function trainCommand(): Command {
  const command = new Command('train').description('train a sparse classifier that can rewire itself');
  for (const { flag, help, kind, initial } of Object.values(trainSettings) as Setting<unknown>[]) {
    // Not commander's own default: with --resume, what is given must be told from what is not.
    const byDefault = initial === undefined || initial === false ? '' : ` (${shown(initial, kind)})`;
    const option = new Option(flag, help + byDefault);
    if (flag.includes('<')) option.argParser((text) => kind.read(text));
    command.addOption(option);
  }
  return command
    .option('--out <folder>', 'run folder (runs/<data>-<time>)')
    .option('--resume', 'go on with the run in --out, from its last checkpoint')
    .option('--json', 'print one JSON object as the last line')
    .action(async (given: Record<string, unknown>) => {
      const { out, resume = false, json = false, ...options } = given;
      await runTrain(options as Partial<TrainOptions>, out as string | undefined, resume === true, json === true);
    });
}

const shown = (value: unknown, kind: Kind<unknown>): string =>
  typeof value === 'boolean' ? (kind.words?.[value ? 0 : 1] ?? String(value)) : String(value);

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
    const folder = out ?? join('runs', `${options.data ?? 'run'}-${stamp(new Date())}`);
    const summary = await train(
      { options, out: folder, resume },
      { listen: showProgress(process.stderr), signal: stop.signal },
    );
    process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${inWords(summary)}\n`);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** Local time as part of a file name. */
const stamp = (now: Date): string =>
  new Date(now.getTime() - 60_000 * now.getTimezoneOffset())
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[-:]/g, '')
    .replace('T', '-');

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
