import type { Sound } from './formats/wav.ts';
import type { Recordings } from './recordings.ts';

/** Labelled recordings of sound, read when they are asked for: what an ear turns into events. */
export interface SoundDataset extends Recordings {
  /**
   * Reads one recording.
   *
   * @param example - which example, from 0
   */
  sound(example: number): Promise<Sound>;
}
