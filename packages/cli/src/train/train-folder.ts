import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '@growcone/core';
import type { FitProgress } from '@growcone/training';
import { RunFolder } from '../run-folder/run-folder.ts';
import type { TrainOptions } from './train-options.ts';

/** Where a run stands in its data, kept with its checkpoint. */
interface RunPosition {
  /** Epoch, batch and running sums. */
  readonly progress: FitProgress;
  /** Bytes of `metrics.jsonl` written before it. */
  readonly metricsBytes: number;
}

/** The folder of a run that trains. */
export type TrainFolder = RunFolder<TrainOptions, Checkpoint, RunPosition>;

/** The folder of a run that trains. @param path - where */
export const trainFolder = (path: string): TrainFolder =>
  new RunFolder(path, { encode: encodeCheckpoint, decode: decodeCheckpoint });
