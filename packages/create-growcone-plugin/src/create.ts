import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { help } from './help.ts';
import { ownManifest } from './manifest.ts';
import { readArguments } from './read-arguments.ts';
import { scaffold } from './scaffold.ts';

/**
 * Does what the command line says.
 *
 * @param args - its words
 * @returns what to print
 */
export function create(args: readonly string[]): string {
  const request = readArguments(args);
  if (request.wants === 'help') return help;
  if (request.wants === 'version') return ownManifest().version;
  const { name, kind, author = authorOfGit() ?? `The ${name} authors`, local } = request;
  const { folder, files } = scaffold({ name, kind, author, ...(local === undefined ? {} : { local }) });
  const short = relative('.', folder);
  return [
    `${short}: ${files.length} files`,
    '',
    `cd ${short}`,
    'npm install',
    'npm test           # the conformance test',
    'npm run train      # a small network that uses it',
  ].join('\n');
}

function authorOfGit(): string | undefined {
  const { stdout } = spawnSync('git', ['config', 'user.name'], { encoding: 'utf8' });
  // Null where there is no git.
  return stdout?.trim() || undefined;
}
