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
  | { readonly kind: 'download'; readonly progress: DownloadProgress }
  | { readonly kind: 'epoch'; readonly epochs: number; readonly seconds: number; readonly row: EpochRow }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'phase'; readonly text: string };

/** Hears what happens during a run. @param event - what happened */
export type RunListener = (event: RunEvent) => void;
