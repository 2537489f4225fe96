import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder that downloads are kept in: `growcone` below `$XDG_CACHE_HOME`, or below `~/.cache`.
 *
 * @param environment - environment variables; those of the process if left out
 */
export function cacheDirectory(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = environment['XDG_CACHE_HOME'];
  // The XDG specification has relative paths ignored.
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'growcone');
}
