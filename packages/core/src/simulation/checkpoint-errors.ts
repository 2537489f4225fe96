import { GrowconeError } from '../error.ts';

/** Thrown when a checkpoint belongs to another network. */
export class CheckpointMismatchError extends GrowconeError {
  override readonly name: string = 'CheckpointMismatchError';

  /** @param found - fingerprint in the checkpoint @param expected - fingerprint of the network */
  constructor(found: string, expected: string) {
    super(
      'CHECKPOINT_MISMATCH',
      `The checkpoint belongs to another network (fingerprint ${found}, this one has ${expected}). Build the network with ` +
        'the same populations, projections, rules and sizes as when it was saved.',
      { found, expected },
    );
  }
}

/** Thrown for bytes that are no whole checkpoint. */
export class CheckpointFormatError extends GrowconeError {
  override readonly name: string = 'CheckpointFormatError';

  /** @param problem - what is wrong @param offset - the byte where it was seen */
  constructor(problem: string, offset: number) {
    super('CHECKPOINT_FORMAT', `${problem} (at byte ${offset}). Use the last whole checkpoint, or start again.`, {
      offset,
    });
  }
}
