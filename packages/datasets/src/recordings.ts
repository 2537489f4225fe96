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

/** What is known of labelled recordings without reading any of them. */
export interface Recordings {
  /** What it is, for reports and error messages. */
  readonly name: string;
  /** Which part of the whole this is, such as `train`. */
  readonly split: string;
  /** Number of classes; labels are 0 … classes − 1. */
  readonly classes: number;
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
  /** Length of the longest recording in ms: no event comes at or after this time. */
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
}
