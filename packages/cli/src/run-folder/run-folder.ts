import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GrowconeError } from '@growcone/core';
import { RunFolderError } from '../cli-error.ts';
import { CLAIM, claim } from './claim.ts';
import { writeWhole } from './write-whole.ts';

/**
 * What `config.json` holds: everything that the run can be made from again.
 *
 * @typeParam O - the options of its command
 */
export interface RunConfig<O> {
  /** Version of `growcone` that made it. */
  readonly version: string;
  /** Its options. */
  readonly options: O;
}

/**
 * Where a run was saved, to go on from there.
 *
 * @typeParam C - state of the network
 * @typeParam P - state of everything else
 */
export interface SavedRun<C, P> {
  /** State of the network. */
  readonly checkpoint: C;
  /** State of everything else. */
  readonly position: P;
}

/** How both states become bytes. @typeParam C - state of the network */
interface StateFormat<C> {
  encode(checkpoint: C, position: unknown): Uint8Array;
  decode(bytes: Uint8Array): { readonly checkpoint: C; readonly extra: unknown };
}

/**
 * The folder of one run, and the names of its files.
 *
 * @typeParam O - the options of its command
 * @typeParam C - state of the network
 * @typeParam P - state of everything else
 */
export class RunFolder<O, C, P> {
  /** Its path. */
  readonly path: string;
  private readonly format: StateFormat<C>;

  /** @param path - its path @param format - how its state becomes bytes */
  constructor(path: string, format: StateFormat<C>) {
    this.path = path;
    this.format = format;
  }

  /** Results in the order in which they came, without a clock. */
  get metrics(): string {
    return join(this.path, 'metrics.jsonl');
  }

  /** Seconds, threads and memory. */
  get timing(): string {
    return join(this.path, 'timing.jsonl');
  }

  /** The page with the plots. */
  get report(): string {
    return join(this.path, 'report.html');
  }

  /** What came of it. */
  get summary(): string {
    return join(this.path, 'summary.json');
  }

  private get config(): string {
    return join(this.path, 'config.json');
  }

  private get checkpoint(): string {
    return join(this.path, 'checkpoint.bin');
  }

  /** Options of the run in it, to go on with; undefined if there is no run yet. @param version - of `growcone`, which must be the same */
  async begunWith(version: string): Promise<O | undefined> {
    const text = await readIfThere(this.config);
    if (text === undefined) return undefined;
    const before = this.parse(text.toString('utf8'));
    if (before.version === version) return before.options;
    throw new RunFolderError(
      this.path,
      `was made with growcone ${before.version}, this is ${version}. Go on with the old version, or start a new run.`,
    );
  }

  private parse(text: string): RunConfig<O> {
    try {
      return JSON.parse(text) as RunConfig<O>;
    } catch {
      throw new RunFolderError(this.config, 'is no JSON. It was changed; start a new run in another folder.');
    }
  }

  /** Refuses a folder that has something in it. */
  async checkFree(): Promise<void> {
    const inside = (await readdirIfThere(this.path)).filter((name) => !name.endsWith('.new') && name !== CLAIM);
    if (inside.length === 0) return;
    throw new RunFolderError(
      this.path,
      inside.includes('config.json')
        ? 'holds a run already. Go on with it with --resume, or choose another --out.'
        : `is not empty (${inside.slice(0, 3).join(', ')}${inside.length > 3 ? ', …' : ''}). Choose another --out.`,
    );
  }

  /** Takes the folder for this process. @param config - what the run is made from @returns what gives the folder up */
  async take(config: RunConfig<O>): Promise<() => Promise<void>> {
    await mkdir(this.path, { recursive: true });
    const release = await claim(this.path);
    // Left behind half written by a process that was killed.
    for (const name of [this.config, this.checkpoint, this.report]) await rm(`${name}.new`, { force: true });
    await writeWhole(this.config, `${JSON.stringify(config, null, 2)}\n`);
    return release;
  }

  /** Saves where the run stands. @param saved - its state */
  async save({ checkpoint, position }: SavedRun<C, P>): Promise<void> {
    await writeWhole(this.checkpoint, this.format.encode(checkpoint, position));
  }

  /** Where the run stood when it was saved last; undefined if it never was. */
  async load(): Promise<SavedRun<C, P> | undefined> {
    const bytes = await readIfThere(this.checkpoint);
    if (!bytes) return undefined;
    try {
      const { checkpoint, extra } = this.format.decode(bytes);
      return { checkpoint, position: extra as P };
    } catch (error) {
      if (!(error instanceof GrowconeError)) throw error;
      throw new RunFolderError(this.checkpoint, error.message);
    }
  }
}

async function readdirIfThere(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
