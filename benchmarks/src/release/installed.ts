import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCES = fileURLToPath(new URL('../', import.meta.url));
/** The process, and what it imports of the benchmarks. */
const FILES = [
  'release/trials.ts',
  'release/cases.ts',
  'networks/classifier.ts',
  'networks/latency-classifier.ts',
  'networks/uneven-spikes.ts',
  'measure/clock.ts',
];
const PACKAGES = ['core', 'models', 'training', 'backend-cpu', 'plasticity-eprop'];

/** A version, installed as users install it. */
export interface Installed extends AsyncDisposable {
  /** The script that runs its trials. */
  readonly script: string;
}

/**
 * Builds and packs a version, and installs its tarballs with npm into a folder that is removed with it.
 *
 * @param checkout - of the version
 */
export async function installed(checkout: string): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'growcone-release-'));
  await run(process.execPath, ['tools/run.mjs', 'run:build'], checkout);
  const tarballs: string[] = [];
  for (const name of PACKAGES) {
    const packed = await run(
      'pnpm',
      ['pack', '--json', '--pack-destination', folder],
      join(checkout, 'packages', name),
    );
    // Boundary: what pnpm prints.
    tarballs.push((JSON.parse(packed) as { readonly filename: string }).filename);
  }
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], folder);
  for (const file of FILES) {
    const target = join(folder, 'src', file);
    await mkdir(join(target, '..'), { recursive: true });
    await cp(join(SOURCES, file), target);
  }
  return {
    script: join(folder, 'src', FILES[0]!),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return (await promisify(execFile)(command, args, { cwd, maxBuffer: 2 ** 26 })).stdout;
}
