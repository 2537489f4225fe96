import { readLines } from './line-file.ts';

/** A process began to work on the run. */
export interface StartRow {
  /** Tells the rows apart. */
  readonly kind: 'start';
  /** Version of `growcone`. */
  readonly version: string;
  /** Version of Node.js. */
  readonly node: string;
  /** Where it runs. */
  readonly device: string;
  /** Worker threads. */
  readonly threads: number;
  /** Batches trained before. */
  readonly batches: number;
}

/** How long an epoch took. */
export interface EpochTimingRow {
  /** Tells the rows apart. */
  readonly kind: 'epoch';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Seconds of training, at the pace of the part that this process did. */
  readonly secondsPerEpoch: number;
  /** Seconds of validation. */
  readonly validationSeconds: number;
  /** Largest memory of the process so far. */
  readonly peakMemoryMiB: number;
}

/** Mean seconds of training per epoch. @param path - the file */
export function meanSecondsPerEpoch(path: string): number {
  const rows = readLines(path) as readonly (StartRow | EpochTimingRow)[];
  const seconds = rows.flatMap((row) => (row.kind === 'epoch' ? [row.secondsPerEpoch] : []));
  return seconds.reduce((sum, s) => sum + s, 0) / seconds.length;
}
