import { RunFolderError } from '../cli-error.ts';
import { forCpuOnly, movedTo } from '../options/backend.ts';
import { checkUnchanged, flagWord, resolveSettings } from '../options/setting.ts';
import type { MapFolder } from './map-folder.ts';
import { mapSettings, type MapOptions } from './map-options.ts';

/** Options that change nothing in what comes out; the backend no more than rounding. */
const FREE: readonly (keyof MapOptions)[] = ['backend', 'threads', 'checkpointEvery'];

const threadsOf = ({ threads }: Partial<MapOptions>): readonly string[] =>
  threads === undefined ? [] : [flagWord(mapSettings.threads)];

/** What is asked for. */
interface MapRequest {
  /** Options; of a run that goes on, those that are given must be the same as before. */
  readonly given: Partial<MapOptions>;
  /** Whether to go on with the run that the folder holds. */
  readonly resume: boolean;
  /** Version of this package. */
  readonly version: string;
}

/**
 * Options of the run in a folder, or of a new one; refuses to go on with others than it began with.
 *
 * @param folder - its folder
 * @param request - what is asked for
 * @param note - hears what the user should know
 */
export async function planMap(
  folder: MapFolder,
  { given, resume, version }: MapRequest,
  note: (text: string) => void,
): Promise<MapOptions> {
  if (!resume) {
    await folder.checkFree();
    const options = resolveSettings(mapSettings, given);
    forCpuOnly(options.backend, threadsOf(given)).forEach(note);
    return options;
  }
  const before = await folder.begunWith(version);
  if (!before) {
    throw new RunFolderError(folder.path, 'holds no run to go on with. Check --out, or leave --resume out.');
  }
  checkUnchanged<MapOptions>(mapSettings, before, given, FREE);
  const options = resolveSettings(mapSettings, { ...before, ...given });
  [...movedTo(before.backend, options.backend), ...forCpuOnly(options.backend, threadsOf(given))].forEach(note);
  return options;
}
