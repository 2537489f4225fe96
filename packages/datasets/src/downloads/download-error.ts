import { GrowconeError } from '@growcone/core';

/** Why one mirror did not deliver a file. */
export interface DownloadAttempt {
  /** What was asked for. */
  readonly url: string;
  /** What went wrong there. */
  readonly problem: 'CONNECTION' | 'STATUS' | 'STALLED' | 'RANGE' | 'SIZE' | 'CHECKSUM';
  /** What was expected and what came, in words. */
  readonly reason: string;
}

/** Which file was to be downloaded, and where it would have been put. */
export interface DownloadTarget {
  /** Name of the file. */
  readonly file: string;
  /** Path of the folder, or name of the store. */
  readonly folder: string;
  /** How a user gets the file there without the download. */
  readonly byHand: string;
}

/** No mirror delivered a file whole. Nothing is left behind that could be taken for it. */
export class DownloadError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'DownloadError';
  /** What each mirror did, in the order in which they were tried. */
  readonly attempts: readonly DownloadAttempt[];

  /**
   * Tells of a download that failed.
   *
   * @param target - which file, and where it would have been put
   * @param attempts - what each mirror did
   */
  constructor({ file, folder, byHand }: DownloadTarget, attempts: readonly DownloadAttempt[]) {
    super(
      'DOWNLOAD',
      [
        `${file} could not be downloaded from ${attempts.length} mirror(s):`,
        ...attempts.map(({ url, problem, reason }) => `  ${url}: ${problem.toLowerCase()}: ${reason}`),
        `Try again, give other mirrors, or get the file by hand and ${byHand}.`,
      ].join('\n'),
      { file, folder, attempts },
    );
    this.attempts = attempts;
  }
}
