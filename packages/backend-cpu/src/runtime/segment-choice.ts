/** Bytes of history that are kept for a whole trial: reading it back costs less than recomputing it, until memory is short. */
const WHOLE_BYTES = 48 * 2 ** 20;

/** Bytes of history of one segment, at most: it is written and read again at once. */
const SEGMENT_BYTES = 768 * 2 ** 10;

/** How a reverse sweep works: over the whole record, or in segments of this many steps. */
export type SegmentOption = number | 'whole' | undefined;

/**
 * Steps per segment; undefined where the whole trial is recorded.
 *
 * A segment of L steps costs L rows of history and T/L checkpoints: together least at L = √(T · state / row).
 *
 * @param steps - T
 * @param rowBytes - history of one step
 * @param stateBytes - one checkpoint
 * @param option - what the user wants
 */
export function segmentLength(
  steps: number,
  rowBytes: number,
  stateBytes: number,
  option: SegmentOption,
): number | undefined {
  if (option === 'whole') return undefined;
  if (option !== undefined) return option < steps ? option : undefined;
  if (rowBytes * steps <= WHOLE_BYTES) return undefined;
  const least = Math.sqrt((steps * stateBytes) / rowBytes);
  return Math.max(16, Math.min(steps, Math.round(least), Math.floor(SEGMENT_BYTES / rowBytes)));
}
