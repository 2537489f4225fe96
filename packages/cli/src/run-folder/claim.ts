import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RunFolderError } from '../cli-error.ts';
import { writeWhole } from './write-whole.ts';

/** Name of the file that tells whose a run folder is. */
export const CLAIM = 'running.json';

/** Who writes into a run folder. */
interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Claims a run folder for this process, so that no two write into it. What a process left that was killed does not count.
 *
 * @param folder - path of the folder
 * @returns what gives it up
 */
export async function claim(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, CLAIM);
  const text = await readFile(path, 'utf8').catch(() => '');
  const owner = parse(text);
  if (owner && owner.pid !== process.pid && owner.host === hostname() && lives(owner.pid)) {
    throw new RunFolderError(
      folder,
      `process ${owner.pid} is working on this run. Wait for it or stop it; if it is no such process, delete ${path}.`,
    );
  }
  await writeWhole(path, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
  return () => rm(path, { force: true });
}

function parse(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether a process has ended and only waits for its parent to notice. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // After the name, which is in parentheses and may hold anything, comes the state.
    return /\)\s+Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
