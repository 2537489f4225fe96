import type { DownloadProgress } from '@growcone/datasets/node';
import type { EpochRow } from '../run-folder/metrics-rows.ts';

/** How far a run is. */
export interface BatchProgress {
  /** Tells the events apart. */
  readonly kind: 'batch';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Number of epochs. */
  readonly epochs: number;
  /** Batch in the epoch, from 1. */
  readonly batch: number;
  /** Batches per epoch. */
  readonly batches: number;
  /** Mean loss over the epoch so far. */
  readonly loss: number;
  /** Accuracy over the epoch so far. */
  readonly accuracy: number;
  /** Number of synapses. */
  readonly synapses: number;
  /** Synapses replaced in the epoch so far. */
  readonly rewired: number;
  /** Seconds of training left. */
  readonly secondsLeft: number;
}

/** What happens during a run, for whoever shows it. */
export type RunEvent =
  | BatchProgress
  | {
      /** A file of a data set is being downloaded. */
      readonly kind: 'download';
      /** Which file, and how much of it is there. */
      readonly progress: DownloadProgress;
    }
  | {
      /** An epoch is over. */
      readonly kind: 'epoch';
      /** Number of epochs. */
      readonly epochs: number;
      /** Seconds of training that it took. */
      readonly seconds: number;
      /** Its line of `metrics.jsonl`. */
      readonly row: EpochRow;
    }
  | {
      /** Something went wrong that training cannot mend, such as a layer that died. */
      readonly kind: 'alarm';
      /** Epoch, from 1. */
      readonly epoch: number;
      /** Batch in the epoch, from 1. */
      readonly batch: number;
      /** What went wrong, and what to do. */
      readonly text: string;
    }
  | {
      /** Something that the user should know, such as an option that has no effect. */
      readonly kind: 'note';
      /** What to show. */
      readonly text: string;
    }
  | {
      /** The run begins something that takes a while. */
      readonly kind: 'phase';
      /** What it does now. */
      readonly text: string;
    };

/** Hears what happens during a run. @param event - what happened */
export type RunListener = (event: RunEvent) => void;
