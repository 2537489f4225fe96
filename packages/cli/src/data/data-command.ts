import { Command } from 'commander';
import { OptionError } from '../cli-error.ts';
import { folder, refusal, whole, type Kind } from '../options/kinds.ts';
import { writeWhole } from '../run-folder/write-whole.ts';
import type { DataAccess } from './data-set.ts';
import { findSet } from './find-set.ts';

/** Options of every subcommand. */
interface Request {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** The command `growcone data`. */
export function dataCommand(): Command {
  return new Command('data')
    .description('list, describe, get, check and draw data sets')
    .addCommand(listCommand())
    .addCommand(infoCommand())
    .addCommand(getCommand())
    .addCommand(verifyCommand())
    .addCommand(previewCommand());
}

const DATA_DIR = ['--data-dir <folder>', 'folder of the files, or the folder above it (the cache)'] as const;
const JSON_FLAG = ['--json', 'print one JSON object as the last line'] as const;

function listCommand(): Command {
  return new Command('list')
    .description('show every data set, and which of them are here')
    .option(...DATA_DIR)
    .option(...JSON_FLAG)
    .action(async ({ json = false, ...request }: Request) => {
      const { listSets, listInWords } = await import('./list-sets.ts');
      const sets = await listSets(accessOf(request));
      print(json ? JSON.stringify({ sets }) : listInWords(sets));
    });
}

function infoCommand(): Command {
  return new Command('info')
    .description('show parts, counts, rates, licence and citation of a data set')
    .argument('<name>', 'name of the data set')
    .option('--examples <n>', 'examples of each part to measure (20)')
    .option(...DATA_DIR)
    .option(...JSON_FLAG)
    .action(async (name: string, { json = false, examples = '20', ...request }: Request & { examples?: string }) => {
      const { describeSet, descriptionInWords } = await import('./describe-set.ts');
      const set = await describeSet(findSet(name), accessOf(request), read('--examples', whole(0), examples));
      print(json ? JSON.stringify(set) : descriptionInWords(set));
    });
}

/** Where a download comes from. */
interface GetOptions extends Request {
  readonly mirror?: readonly string[];
}

function getCommand(): Command {
  return new Command('get')
    .description('download a data set into the cache, check it, and unpack what cannot be read packed')
    .argument('<name>', 'name of the data set')
    .option('--mirror <address...>', 'folders to download from, instead of the known ones')
    .option('--data-dir <folder>', 'folder of packed files to check and unpack, instead of a download')
    .option(...JSON_FLAG)
    .action(async (name: string, { json = false, mirror, ...request }: GetOptions) => {
      const [{ getFiles }, { showProgress }] = await Promise.all([
        import('./get-files.ts'),
        import('../train/show-progress.ts'),
      ]);
      const show = showProgress(process.stderr);
      const { dataDir } = accessOf(request);
      const folder = await getFiles(findSet(name), {
        ...(mirror ? { mirrors: mirror } : {}),
        ...(dataDir === undefined ? {} : { dataDir }),
        onProgress: (progress) => show({ kind: 'download', progress }),
      });
      print(json ? JSON.stringify({ name, folder }) : `${name} is in ${folder}`);
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('check the sizes and checksums of the files of a data set')
    .argument('<name>', 'name of the data set')
    .option(...DATA_DIR)
    .option(...JSON_FLAG)
    .action(async (name: string, { json = false, ...request }: Request) => {
      const { verifyFiles, verificationInWords } = await import('./verify-files.ts');
      const verification = await verifyFiles(findSet(name), accessOf(request));
      print(json ? JSON.stringify(verification) : verificationInWords(verification));
      if (verification.files.some(({ state }) => state === 'damaged')) process.exitCode = 1;
    });
}

/** Which example is drawn, and where to. */
interface PreviewRequest extends Request {
  readonly split?: string;
  readonly example?: string;
  readonly out?: string;
}

function previewCommand(): Command {
  return new Command('preview')
    .description('draw the events of an example over time, as an SVG file')
    .argument('<name>', 'name of the data set')
    .option('--split <name>', 'part of the data set (its first: train as a rule)')
    .option('--example <n>', 'number of the example, from 0 (0)')
    .option('--out <file>', 'file to write (<name>-<split>-<n>.svg)')
    .option(...DATA_DIR)
    .option(...JSON_FLAG)
    .action(async (name: string, given: PreviewRequest) => {
      const { json = false, split: named, example: typed = '0', out, ...request } = given;
      const { previewExample } = await import('./preview-example.ts');
      const example = read('--example', whole(0), typed);
      const entry = findSet(name);
      const split = named ?? (Object.keys((await entry.load()).about.sizes)[0] as string);
      const { svg, ...shown } = await previewExample(entry, accessOf(request), { split, example });
      const file = out ?? `${name}-${split}-${example}.svg`;
      await writeWhole(file, svg);
      print(json ? JSON.stringify({ ...shown, file }) : `${file}: ${shown.label}, ${shown.events} events`);
    });
}

function accessOf({ dataDir }: Request): DataAccess {
  const onNote = (text: string): void => void process.stderr.write(`note: ${text}\n`);
  return { ...(dataDir === undefined ? {} : { dataDir: read('--data-dir', folder, dataDir) }), onNote };
}

/** What was typed for an option. */
function read<T>(flag: string, kind: Kind<T>, text: string): T {
  const value = kind.read(text);
  if (!kind.accepts(value)) throw new OptionError(flag, refusal(kind, value), { got: value });
  return value;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
