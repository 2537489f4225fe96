import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { OptionError } from '../cli-error.ts';

// Benchmarks are part of the repository, not of the package.
const SCRIPT = new URL('../../../../benchmarks/src/bench.ts', import.meta.url);

/** The command `growcone bench`, which hands everything on to the repository's benchmarks. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('run a benchmark; in a checkout of the repository only')
    .argument('[arguments...]', 'name of the benchmark and its options; none to list them')
    .helpOption(false)
    .allowUnknownOption()
    .action((words: readonly string[]) => {
      if (!existsSync(SCRIPT)) {
        throw new OptionError('bench', 'is part of the repository, not of the package: run it in a checkout.');
      }
      const args = ['--conditions=@growcone/source', fileURLToPath(SCRIPT), ...words];
      const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit' });
      if (error) throw error;
      process.exitCode = status ?? 1;
    });
}
