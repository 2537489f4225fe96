import type { SpikeBatch } from '../plan/backend.ts';
import { CheckpointFormatError } from './checkpoint-errors.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';
import type { LiveCheckpoint } from './checkpoint.ts';

/** A spike batch as JSON: the last spikes of a network are few. */
interface SavedSpikes extends Pick<SpikeBatch, 'size' | 'steps'> {
  readonly offsets: readonly number[];
  readonly neurons: readonly number[];
}

interface Saved {
  readonly kind: 'live';
  readonly steps: number;
  readonly past: Readonly<Record<string, SavedSpikes>>;
  readonly extra: unknown;
}

/**
 * Bytes of a checkpoint of a network that runs on, in the format of {@link encodeCheckpoint}.
 *
 * @param checkpoint - from `LiveSimulation.checkpoint`
 * @param extra - anything that JSON can hold
 */
export function encodeLiveCheckpoint(checkpoint: LiveCheckpoint, extra: unknown = null): Uint8Array {
  const { fingerprint, arrays, stores, steps } = checkpoint;
  const past = Object.fromEntries(
    Object.entries(checkpoint.past).map(([id, { size, steps: length, offsets, neurons }]): [string, SavedSpikes] => [
      id,
      { size, steps: length, offsets: Array.from(offsets), neurons: Array.from(neurons) },
    ]),
  );
  const saved: Saved = { kind: 'live', steps, past, extra };
  return encodeCheckpoint({ fingerprint, batches: 0, examples: 0, arrays, stores }, saved);
}

/**
 * Reads the bytes of a checkpoint of a network that runs on. Throws {@link CheckpointFormatError} where they are not a whole one.
 *
 * @param bytes - the whole file
 */
export function decodeLiveCheckpoint(bytes: Uint8Array): {
  /** What `LiveSimulation.restore` takes. */
  readonly checkpoint: LiveCheckpoint;
  /** What was saved with it; null if nothing was. */
  readonly extra: unknown;
} {
  const { checkpoint, extra: saved } = decodeCheckpoint(bytes);
  if (!isSaved(saved)) {
    throw new CheckpointFormatError('This is a checkpoint of training, not of a network that runs on.', 0);
  }
  const { fingerprint, arrays, stores } = checkpoint;
  const past = Object.fromEntries(
    Object.entries(saved.past).map(([id, { size, steps, offsets, neurons }]): [string, SpikeBatch] => [
      id,
      { size, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) },
    ]),
  );
  return { checkpoint: { fingerprint, arrays, stores, steps: saved.steps, past }, extra: saved.extra };
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'live';
