import type { ReportSums } from './reports.ts';
import type { Tally } from './tally.ts';

/**
 * How far a fit has come: plain data, to be saved beside `simulation.checkpoint()` of the same moment and given back as
 * `resume`.
 */
export interface FitProgress {
  /** Epochs that are finished. */
  readonly epoch: number;
  /** Batches that are finished in the epoch after those. */
  readonly batch: number;
  /** Value of `simulation.batches`, to notice a checkpoint of another moment. */
  readonly trained: number;
  /** Sums over the epoch so far. */
  readonly tally: Tally;
  /** Synapses replaced in the epoch so far, by projection. */
  readonly rewired: Readonly<Record<string, number>>;
  /** Sums over the epoch's examples of what the learning rule reports. */
  readonly reports: ReportSums;
  /** Alarms that sound since an earlier batch. */
  readonly alarms: readonly string[];
}

/** Results of one epoch. They hold no clock: the same seed gives the same rows. */
export interface MetricsRow {
  /** Number of the epoch, from 1. */
  readonly epoch: number;
  /** Batches trained since the network was made. */
  readonly batches: number;
  /** Mean loss over the training examples, each at its turn. */
  readonly trainLoss: number;
  /** Share of training examples that were classified rightly at their turn; left out where there are no classes. */
  readonly trainAccuracy?: number;
  /** Mean loss over the validation examples after the epoch. */
  readonly validationLoss?: number;
  /** Share of validation examples that were classified rightly after the epoch. */
  readonly validationAccuracy?: number;
  /** Synapses replaced during the epoch, by projection. */
  readonly rewired: Readonly<Record<string, number>>;
  /** Means over the training examples of what the learning rule reports, by population and name; left out if it reports nothing. */
  readonly reports?: ReportSums;
}

/** How long one epoch took. After a resume, only what this process did of it. */
export interface TimingRow {
  /** Number of the epoch, from 1. */
  readonly epoch: number;
  /** Seconds of training. */
  readonly trainSeconds: number;
  /** Seconds of validation. */
  readonly validationSeconds: number;
  /** Training examples per second. */
  readonly examplesPerSecond: number;
}

/** A batch was trained. */
export interface BatchEvent {
  /** Tells it from the end of an epoch. */
  readonly kind: 'batch';
  /** Number of the epoch, from 1. */
  readonly epoch: number;
  /** Number of the batch in the epoch, from 1. */
  readonly batch: number;
  /** Batches per epoch. */
  readonly batches: number;
  /** Mean loss over the epoch so far. */
  readonly loss: number;
  /** Accuracy over the epoch so far; left out where there are no classes. */
  readonly accuracy?: number;
  /** Synapses replaced after this batch, by projection. */
  readonly rewired: Readonly<Record<string, number>>;
  /** What went wrong with this batch and had not before, such as a population that died; empty as a rule. */
  readonly alarms: readonly string[];
  /** Seconds of training left until the last epoch ends, at the pace so far. */
  readonly secondsLeft: number;
  /** Where to resume from. */
  readonly progress: FitProgress;
}

/** An epoch is over. */
export interface EpochEvent {
  /** Tells it from a batch. */
  readonly kind: 'epoch';
  /** Its results. */
  readonly metrics: MetricsRow;
  /** How long it took. */
  readonly timing: TimingRow;
  /** Where to resume from. */
  readonly progress: FitProgress;
}

/** What happened during a fit. */
export type FitEvent = BatchEvent | EpochEvent;
