import type { ReportSums } from '@growcone/training';
import { readLines } from './line-file.ts';

/** Results of one batch. */
export interface BatchRow {
  /** Tells the rows apart. */
  readonly kind: 'batch';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Batch in the epoch, from 1. */
  readonly batch: number;
  /** Mean loss. */
  readonly loss: number;
  /** Share of its examples that were right. */
  readonly accuracy: number;
  /** Synapses replaced after it, by projection. */
  readonly rewired: Readonly<Record<string, number>>;
  /** What went wrong with it and had not before; left out as a rule. */
  readonly alarms?: readonly string[];
}

/** Results of one epoch. */
export interface EpochRow {
  /** Tells the rows apart. */
  readonly kind: 'epoch';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Batches trained so far. */
  readonly batches: number;
  /** Mean loss over the epoch. */
  readonly loss: number;
  /** Share of training examples that were right at their turn. */
  readonly trainAccuracy: number;
  /** Mean loss over the examples held out. */
  readonly validationLoss?: number;
  /** Share of them that were right. */
  readonly validationAccuracy?: number;
  /** Number of synapses, by projection. */
  readonly synapses: Readonly<Record<string, number>>;
  /** Synapses replaced during the epoch, by projection. */
  readonly rewired: Readonly<Record<string, number>>;
  /** What the learning rule reports of the hidden layers: means over neurons and examples, by layer and name. */
  readonly activity?: ReportSums;
  /** Share of input synapses from channels that tell the class. */
  readonly informativeShare?: number;
}

/** Results on the test set, once, at the end. */
export interface TestRow {
  /** Tells the rows apart. */
  readonly kind: 'test';
  /** Mean loss. */
  readonly loss: number;
  /** Share of test examples that were right. */
  readonly accuracy: number;
}

/** The rows of `metrics.jsonl`, by kind. */
export interface MetricsRows {
  /** Batch by batch. */
  readonly batches: readonly BatchRow[];
  /** Epoch by epoch. */
  readonly epochs: readonly EpochRow[];
  /** On the test set. */
  readonly test: TestRow | undefined;
}

/** Reads the rows of a file. @param path - where */
export function readRows(path: string): MetricsRows {
  const rows = readLines(path) as readonly (BatchRow | EpochRow | TestRow)[];
  return {
    batches: rows.filter((row) => row.kind === 'batch'),
    epochs: rows.filter((row) => row.kind === 'epoch'),
    test: rows.findLast((row) => row.kind === 'test'),
  };
}

/** Sum of counts by projection. @param counts - the counts */
export const totalOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);
