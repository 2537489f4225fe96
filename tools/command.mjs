import { execFileSync } from 'node:child_process';
import { root } from './packages.mjs';

/**
 * Runs a command; what it prints goes to the terminal, or is returned.
 *
 * @param {string} command - its name or path
 * @param {string[]} args - its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} options - where and how; `quiet` returns the output
 */
export function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  const stdio = ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'];
  try {
    return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio });
  } catch (error) {
    if (quiet) process.stderr.write(error.stdout ?? '');
    throw error;
  }
}
