import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Version of the packages. */
export async function packageVersion(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@growcone/core'));
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return version;
}

/** The commit of the working tree, with `+` behind it if files differ from it; where there is none, that of the variable GROWCONE_COMMIT, else `unknown`. */
export async function commit(): Promise<string> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: import.meta.dirname })).stdout.trim();
  try {
    const hash = await git('rev-parse', '--short=12', 'HEAD');
    return (await git('status', '--porcelain', '--untracked-files=no')) ? `${hash}+` : hash;
  } catch {
    return process.env['GROWCONE_COMMIT'] ?? 'unknown';
  }
}
