import { join } from 'node:path';

/** Where a run goes if nobody says: below `runs`, by what it is and the local time. @param what - first part of the name */
export function newFolder(what: string): string {
  const now = new Date();
  const stamp = new Date(now.getTime() - 60_000 * now.getTimezoneOffset())
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[-:]/g, '')
    .replace('T', '-');
  return join('runs', `${what}-${stamp}`);
}
