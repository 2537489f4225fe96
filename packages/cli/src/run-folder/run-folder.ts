import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeCheckpoint, encodeCheckpoint, GrowconeError, type Checkpoint } from '@growcone/core';
import type { FitProgress } from '@growcone/training';
import { RunFolderError } from '../cli-error.ts';
import type { TrainOptions } from '../train/train-options.ts';
import { CLAIM, claim } from './claim.ts';
import { readRows, type MetricsRows } from './metrics-rows.ts';
import { writeWhole } from './write-whole.ts';

/** What `config.json` holds: everything that the run can be made from again. */
export interface RunConfig {
  /** Version of `growcone` that made it. */
  readonly version: string;
  /** Its options. */
  readonly options: TrainOptions;
}

/** Where a run stands in its data, kept with its checkpoint. */
export interface RunPosition {
  /** Epoch, batch and running sums. */
  readonly progress: FitProgress;
  /** Bytes of `metrics.jsonl` written before it. */
  readonly metricsBytes: number;
}

/** The folder of one run, and the names of its files. */
export class RunFolder {
  /** Its path. */
  readonly path: string;

  /** @param path - its path */
  constructor(path: string) {
    this.path = path;
  }

  /** Results batch by batch and epoch by epoch, without a clock. */
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

  private get config(): string {
    return join(this.path, 'config.json');
  }

  private get checkpoint(): string {
    return join(this.path, 'checkpoint.bin');
  }

  /** What the run is made from; undefined if there is no run yet. */
  async readConfig(): Promise<RunConfig | undefined> {
    const text = await readIfThere(this.config);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text.toString('utf8')) as RunConfig;
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
  async take(config: RunConfig): Promise<() => Promise<void>> {
    await mkdir(this.path, { recursive: true });
    const release = await claim(this.path);
    // Left behind half written by a process that was killed.
    for (const name of [this.config, this.checkpoint, this.report]) await rm(`${name}.new`, { force: true });
    await writeWhole(this.config, `${JSON.stringify(config, null, 2)}\n`);
    return release;
  }

  /** The rows of `metrics.jsonl`. */
  readMetrics(): MetricsRows {
    return readRows(this.metrics);
  }

  /** Saves where the run stands. @param checkpoint - state of the network @param position - state of everything else */
  async save(checkpoint: Checkpoint, position: RunPosition): Promise<void> {
    await writeWhole(this.checkpoint, encodeCheckpoint(checkpoint, position));
  }

  /** Where the run stood when it was saved last; undefined if it never was. */
  async load(): Promise<{ readonly checkpoint: Checkpoint; readonly position: RunPosition } | undefined> {
    const bytes = await readIfThere(this.checkpoint);
    if (!bytes) return undefined;
    try {
      const { checkpoint, extra } = decodeCheckpoint(bytes);
      return { checkpoint, position: extra as RunPosition };
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
