import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NoAdapterError } from '@growcone/backend-webgpu';
import type { Benchmark, BenchmarkOptions, BenchmarkResult, GpuBenchmark } from './benchmark.ts';
import { catalogue } from './catalogue.ts';
import { inWords } from './gpu/gpu-machine.ts';
import { table } from './measure/table.ts';
import { record } from './record.ts';
import { runBenchmark, runOnGpu } from './run-benchmark.ts';
import { UsageError } from './usage-error.ts';

const usage = (): string =>
  [
    'usage: growcone bench NAME [--json] [--record] [--rounds N] [--backend webgpu [--batch N]] [--limits DIR] [--before DIR]',
    '                           [--set name=value]… [--toy]',
    '',
    '  --json        one JSON object as the last line',
    '  --record      appends the answer to benchmarks/results/NAME.jsonl',
    '  --rounds N    how often each version takes its turn',
    '  --backend B   where it runs: cpu, or webgpu for those that are marked so',
    '  --batch N     examples per batch, on webgpu',
    '  --limits DIR  folder with eprop_limit.c, eprop_online_limit.c, dvs_limit.c and coba_limit.c, to be compiled and run in',
    '                turn with ours; or in the variable GROWCONE_LIMITS',
    '  --before DIR  checkout of an older version, for the benchmark release',
    '  --set a=b     a setting of the benchmark',
    '  --toy         everything tiny, to see that it works',
    '',
    ...catalogue.flatMap((benchmark) => [
      ...described(benchmark.name, benchmark),
      ...(benchmark.onGpu ? described(`${benchmark.name} --backend webgpu`, benchmark.onGpu) : []),
    ]),
  ].join('\n');

const described = (name: string, { question, target, settings = {} }: Benchmark | GpuBenchmark): readonly string[] => [
  name,
  `  ${question}`,
  `  Target: ${target}.`,
  ...Object.entries(settings).map(([setting, meaning]) => `  --set ${setting}: ${meaning}`),
  '',
];

function settingsOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((setting): [string, string] => {
      const at = setting.indexOf('=');
      if (at < 1) throw new UsageError(`--set takes name=value, got '${setting}'.`);
      return [setting.slice(0, at), setting.slice(at + 1)];
    }),
  );
}

function wholeNumber(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`--${option} must be a whole number of at least 1, got '${given}'.`);
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      toy: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      backend: { type: 'string', default: 'cpu' },
      batch: { type: 'string' },
      limits: { type: 'string' },
      before: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
    },
  });

function parseOrExplain(args: string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError(cause.message);
    throw cause;
  }
}

function limitsFolder(given: string | undefined): string | undefined {
  const folder = given ?? process.env['GROWCONE_LIMITS'];
  if (folder === undefined || existsSync(folder)) return folder;
  throw new UsageError(`--limits must be a folder with the C files, got '${folder}', which does not exist.`);
}

function checkout(given: string | undefined): string | undefined {
  if (given === undefined || existsSync(join(given, 'packages/core/package.json'))) return given;
  throw new UsageError(`--before must be a checkout of an older version, got '${given}', which has no packages/core.`);
}

/** What is asked on a GPU, where that is wanted. */
function onGpu(
  { name, onGpu: asked }: Benchmark,
  backend: string,
  batch: string | undefined,
): GpuBenchmark | undefined {
  if (backend !== 'cpu' && backend !== 'webgpu')
    throw new UsageError(`--backend must be one of cpu, webgpu, got '${backend}'.`);
  if (backend === 'cpu') {
    if (batch !== undefined) throw new UsageError('--batch is for --backend webgpu. Leave it out.');
    return undefined;
  }
  if (!asked) {
    const able = catalogue.filter((b) => b.onGpu).map((b) => b.name);
    throw new UsageError(`Benchmark '${name}' runs on the CPU only. On webgpu there are: ${able.join(', ')}.`);
  }
  if (batch !== undefined && asked.batch === undefined)
    throw new UsageError(`Benchmark '${name}' has no batches. Leave --batch out.`);
  return asked;
}

function print({ question, target }: Benchmark | GpuBenchmark, { rows, kernels, notes, gpu }: BenchmarkResult): void {
  console.log(`${question}\nTarget: ${target}.\n`);
  if (gpu) console.log(`On ${inWords(gpu)}.\n`);
  console.log(table(rows));
  if (kernels?.length) console.log(`\n${table(kernels)}`);
  for (const note of notes) console.log(note);
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseOrExplain(args);
  const [name] = positionals;
  if (values.help || name === undefined) return console.log(usage());
  const benchmark = catalogue.find((b) => b.name === name);
  const known = catalogue.map((b) => b.name).join(', ');
  if (!benchmark || positionals.length > 1)
    throw new UsageError(`There is no benchmark '${positionals.join(' ')}'. There is: ${known}.`);
  const gpu = onGpu(benchmark, values.backend, values.batch);
  const asked = gpu ?? benchmark;
  const settings = settingsOf(values.set);
  const unknown = Object.keys(settings).find((setting) => asked.settings?.[setting] === undefined);
  if (unknown !== undefined) {
    const allowed = Object.keys(asked.settings ?? {}).join(', ') || 'none';
    throw new UsageError(`Benchmark '${name}' has no setting '${unknown}'. It has: ${allowed}.`);
  }
  const batch = wholeNumber('batch', values.batch);
  const options: BenchmarkOptions = {
    toy: values.toy,
    ...(batch === undefined ? {} : { batch }),
    limits: limitsFolder(values.limits),
    before: checkout(values.before),
    rounds: wholeNumber('rounds', values.rounds),
    settings,
    log: (line) => console.error(line),
  };
  const result = gpu ? await runOnGpu(name, gpu, options) : await runBenchmark(benchmark, options);
  print(asked, result);
  const set = Object.entries(settings).map(([setting, value]) => ` --set ${setting}=${value}`);
  const where = gpu ? ` --backend webgpu${batch === undefined ? '' : ` --batch ${batch}`}` : '';
  const toy = values.toy ? ' --toy' : '';
  const rounds = values.rounds === undefined ? '' : ` --rounds ${values.rounds}`;
  const folders = (['limits', 'before'] as const).map((n) => (options[n] === undefined ? '' : ` --${n} DIR`));
  if (values.record) await record(result, [name, where, rounds, ...folders, ...set, toy].join(''));
  if (values.json) console.log(JSON.stringify(result));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\nSee growcone bench --help.`);
    process.exitCode = 2;
  } else if (error instanceof NoAdapterError) {
    console.error(error.message);
    process.exitCode = 1;
  } else throw error;
}
