import type { DataSource } from './event-dataset.ts';
import type { Sound } from './formats/wav.ts';

/** Labelled recordings of sound, read when they are asked for: what an ear turns into events. */
export interface SoundDataset {
  /** What it is, for reports and error messages. */
  readonly name: string;
  /** Which part of the whole this is, such as `train`. */
  readonly split: string;
  /** Number of classes; labels are 0 … classes − 1. */
  readonly classes: number;
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
  /** No recording is longer than this, in ms. */
  readonly duration: number;
  /** Number of examples. */
  readonly size: number;
  /** Class of each example. */
  readonly labels: Uint8Array | Uint16Array;
  /** Who speaks, for splits that keep people apart. */
  readonly groups?: Uint16Array;
  /** What the speakers are called, by number. */
  readonly groupNames?: readonly string[];
  /** Where it comes from. */
  readonly source: DataSource;
  /**
   * Reads one recording.
   *
   * @param example - which example, from 0
   */
  sound(example: number): Promise<Sound>;
}
