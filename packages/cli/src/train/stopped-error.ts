import { GrowconeError } from '@growcone/core';

/** Thrown when a run was stopped on request, after its checkpoint was written. */
export class StoppedError extends GrowconeError {
  override readonly name: string = 'StoppedError';

  /** @param out - the run folder @param batches - batches trained so far */
  constructor(out: string, batches: number) {
    super('STOPPED', `Stopped after ${batches} batches. Go on with: growcone train --out ${out} --resume`, {
      out,
      batches,
    });
  }
}
