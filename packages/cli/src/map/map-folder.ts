import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeLiveCheckpoint, encodeLiveCheckpoint, GrowconeError, type LiveCheckpoint } from '@growcone/core';
import { RunFolderError } from '../cli-error.ts';
import { forCpuOnly, movedTo } from '../options/backend.ts';
import { checkUnchanged, flagWord, resolveSettings } from '../options/setting.ts';
import { claim } from '../run-folder/claim.ts';
import { writeWhole } from '../run-folder/write-whole.ts';
import { readManifest } from '../version.ts';
import type { MapState } from './form-map.ts';
import { mapSettings, type MapOptions } from './map-options.ts';

/** What a map was begun with: `config.json`. */
interface MapConfig {
  readonly version: string;
  readonly options: MapOptions;
}

/** A state to go on from. */
export interface SavedMap {
  /** State of the network. */
  readonly checkpoint: LiveCheckpoint;
  /** State of everything else. */
  readonly state: MapState;
}

/** Options that change nothing in what comes out; the backend no more than rounding. */
const FREE: readonly (keyof MapOptions)[] = ['backend', 'threads', 'checkpointEvery'];

const threadsOf = ({ threads }: Partial<MapOptions>): readonly string[] =>
  threads === undefined ? [] : [flagWord(mapSettings.threads)];

/** The folder of a map's run. */
export class MapFolder {
  private readonly path: string;

  /** @param path - where */
  constructor(path: string) {
    this.path = path;
  }

  private file(name: string): string {
    return join(this.path, name);
  }

  /**
   * Options of the run in it, or of a new one; refuses to go on with others than it began with.
   *
   * @param given - what is wanted
   * @param resume - whether to go on
   * @param note - hears what the user should know
   */
  async options(given: Partial<MapOptions>, resume: boolean, note: (text: string) => void): Promise<MapOptions> {
    const begun = existsSync(this.file('config.json'));
    if (!resume) {
      if (begun)
        throw new RunFolderError(this.path, 'holds a run. Go on with it with --resume, or choose another --out.');
      const options = resolveSettings(mapSettings, given);
      forCpuOnly(options.backend, threadsOf(given)).forEach(note);
      return options;
    }
    if (!begun) throw new RunFolderError(this.path, 'holds no run to go on with. Check --out, or leave --resume out.');
    const { version, options } = await this.config();
    const own = readManifest().version;
    if (version !== own) {
      throw new RunFolderError(
        this.path,
        `was made with growcone ${version}, this is ${own}. Go on with the old version.`,
      );
    }
    checkUnchanged<MapOptions>(mapSettings, options, given, FREE);
    const resumed = resolveSettings(mapSettings, { ...options, ...given });
    [...movedTo(options.backend, resumed.backend), ...forCpuOnly(resumed.backend, threadsOf(given))].forEach(note);
    return resumed;
  }

  private async config(): Promise<MapConfig> {
    try {
      return JSON.parse(await readFile(this.file('config.json'), 'utf8')) as MapConfig;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new RunFolderError(
        this.file('config.json'),
        `is damaged (${error.message}), so the run cannot go on. Begin a new one in another --out.`,
      );
    }
  }

  /** Takes it for this process and notes what the run is. @param options - of the run @returns what gives it up */
  async begin(options: MapOptions): Promise<() => Promise<void>> {
    await mkdir(this.path, { recursive: true });
    const release = await claim(this.path);
    const config: MapConfig = { version: readManifest().version, options };
    await writeWhole(this.file('config.json'), `${JSON.stringify(config, null, 2)}\n`);
    return release;
  }

  /** Saves where the run stands. @param saved - the state */
  async save({ checkpoint, state }: SavedMap): Promise<void> {
    await writeWhole(this.file('checkpoint.bin'), encodeLiveCheckpoint(checkpoint, state));
  }

  /** Where the run stood when it was saved last; undefined if it never was. */
  async load(): Promise<SavedMap | undefined> {
    const path = this.file('checkpoint.bin');
    if (!existsSync(path)) return undefined;
    try {
      const { checkpoint, extra } = decodeLiveCheckpoint(await readFile(path));
      return { checkpoint, state: extra as MapState };
    } catch (error) {
      if (!(error instanceof GrowconeError)) throw error;
      throw new RunFolderError(path, error.message);
    }
  }

  /** Writes a file of results. @param name - its name @param content - what is in it */
  async write(name: 'metrics.jsonl' | 'summary.json' | 'report.html', content: string): Promise<void> {
    await writeWhole(this.file(name), content);
  }
}
