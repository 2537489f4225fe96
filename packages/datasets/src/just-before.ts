/**
 * The largest number below a time, for events that rounding would put at the end of a recording.
 *
 * @internal
 */
export function justBefore(time: number): number {
  return time * (1 - 2 ** -53);
}
