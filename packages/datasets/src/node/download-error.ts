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

/** No mirror delivered a file whole. Nothing is left behind that could be taken for it. */
export class DownloadError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'DownloadError';
  /** What each mirror did, in the order in which they were tried. */
  readonly attempts: readonly DownloadAttempt[];

  /**
   * Tells of a download that failed.
   *
   * @param file - name of the file
   * @param folder - where it would have been put
   * @param attempts - what each mirror did
   */
  constructor(file: string, folder: string, attempts: readonly DownloadAttempt[]) {
    super(
      'DOWNLOAD',
      [
        `${file} could not be downloaded from ${attempts.length} mirror(s):`,
        ...attempts.map(({ url, problem, reason }) => `  ${url}: ${problem.toLowerCase()}: ${reason}`),
        `Try again, give other mirrors, or get the file by hand and put it into ${folder}.`,
      ].join('\n'),
      { file, folder, attempts },
    );
    this.attempts = attempts;
  }
}
