/** Numbers in [0, 1) that no seed decides, as an author's own generator or the clock gives them; repeatable, for the record of failures. */
export function ownGenerator(): () => number {
  let drawn = 0;
  return () => (drawn += 0.618_034) % 1;
}
