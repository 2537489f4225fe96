import { RunFolderError } from '../cli-error.ts';
import { movedTo } from '../options/backend.ts';
import { checkUnchanged } from '../options/setting.ts';
import type { RunConfig } from '../run-folder/run-folder.ts';
import { resolveOptions, withoutEffect, type GivenOptions } from './resolve-options.ts';
import type { RunListener } from './run-events.ts';
import { trainFolder, type TrainFolder } from './train-folder.ts';
import { trainSettings, type TrainOptions } from './train-options.ts';

/** What is asked for: a new run, or to go on with one. */
export interface RunRequest {
  /** Options; of a run that goes on, those that are given must be the same as before. */
  readonly options: Partial<TrainOptions>;
  /** The run folder. */
  readonly out: string;
  /** Whether to go on with the run that the folder holds. */
  readonly resume?: boolean;
}

/** A run that can start: nothing is written yet. */
export interface PlannedRun {
  /** Its folder. */
  readonly folder: TrainFolder;
  /** What it is made from. */
  readonly config: RunConfig<TrainOptions>;
  /** Whether its folder holds the beginning of it. */
  readonly begun: boolean;
}

/** Options that may change when a run goes on: they do not change what it computes, only how fast; the backend by rounding. */
const FREE: readonly (keyof TrainOptions)[] = ['backend', 'threads', 'simd', 'checkpointEvery', 'dataDir'];

/**
 * Finds out what a run is made from, and whether its folder is fit for it.
 *
 * @param request - options and folder
 * @param version - version of this package
 * @param listen - hears what has no effect
 */
export async function planRun(request: RunRequest, version: string, listen: RunListener): Promise<PlannedRun> {
  const { options: given, out, resume = false } = request;
  const folder = trainFolder(out);
  const before = resume ? await folder.begunWith(version) : undefined;
  const options = before ? continued(before, given) : resolveOptions(withData(given, resume, out));
  const moved = before ? movedTo(before.backend, options.backend) : [];
  for (const text of [...moved, ...withoutEffect(given, options)]) listen({ kind: 'note', text });
  const config = { version, options };
  if (!before) {
    if (resume) listen({ kind: 'note', text: `${out} holds no run yet: starting from the beginning.` });
    await folder.checkFree();
    return { folder, config, begun: false };
  }
  return { folder, config, begun: true };
}

function withData(given: Partial<TrainOptions>, resume: boolean, out: string): GivenOptions {
  if (given.data === undefined && resume) {
    throw new RunFolderError(out, 'holds no run to go on with. Check --out, or give --data to start one.');
  }
  // Where it is missing, the check of the options says so.
  return given as GivenOptions;
}

/** Options of a run that goes on. */
function continued(before: TrainOptions, given: Partial<TrainOptions>): TrainOptions {
  checkUnchanged<TrainOptions>(trainSettings, before, given, FREE);
  return resolveOptions({ ...before, ...given });
}
