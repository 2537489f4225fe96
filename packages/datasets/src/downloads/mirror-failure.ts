import type { DownloadAttempt } from './download-error.ts';

/**
 * One mirror failed; the next is tried.
 *
 * @internal
 */
export class MirrorFailure extends Error {
  readonly problem: DownloadAttempt['problem'];

  constructor(problem: DownloadAttempt['problem'], reason: string) {
    super(reason);
    this.problem = problem;
  }
}
