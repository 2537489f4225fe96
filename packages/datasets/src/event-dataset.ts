/** Events of one example, sorted by time, those of equal times by unit. */
export interface Events {
  /** When each event is, in ms from the start of the example. */
  readonly times: Float64Array;
  /** What each event is of: a channel of a cochlea, a pixel and polarity of a camera. */
  readonly units: Uint32Array;
}

/** Where a data set comes from. */
export interface DataSource {
  /** Its full name. */
  readonly title: string;
  /** Under which licence it may be used. */
  readonly licence: string;
  /** What to cite. */
  readonly citation: string;
  /** Its home. */
  readonly url: string;
}

/** Labelled recordings of events in continuous time, read when they are asked for. `bin` cuts them into steps. */
export interface EventDataset {
  /** What it is, for reports and error messages. */
  readonly name: string;
  /** Which part of the whole this is, such as `train`. */
  readonly split: string;
  /** Number of classes; labels are 0 … classes − 1. */
  readonly classes: number;
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
  /**
   * Sizes of what unit numbers count, slowest first: [700] for a cochlea, [2, 34, 34] for a camera (polarity OFF and ON,
   * row from the top, column from the left).
   */
  readonly shape: readonly number[];
  /** Number of units: the product of the shape. */
  readonly channels: number;
  /** No event comes at or after this time, in ms. */
  readonly duration: number;
  /** Number of examples. */
  readonly size: number;
  /** Class of each example. */
  readonly labels: Uint8Array | Uint16Array;
  /** Whom each example is of (a speaker, a user), for splits that keep people apart. */
  readonly groups?: Uint16Array;
  /** What each of them is called, by number, if they have names. */
  readonly groupNames?: readonly string[];
  /** Where it comes from. */
  readonly source: DataSource;
  /**
   * Reads the events of one example, and nothing else. The same example in the same epoch always has the same events,
   * whatever was asked before.
   *
   * @param example - which example, from 0
   * @param epoch - number of the presentation; only random transforms differ between epochs
   */
  events(example: number, epoch?: number): Promise<Events>;
}
