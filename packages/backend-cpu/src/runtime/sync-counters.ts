/** Where counters lie from the address that contexts give: on cache lines of their own. They only ever rise. */
export const syncByte = { released: 0, done: 64, barrier: 128, sleepers: 192, abort: 256, impatience: 320 } as const;
/** Bytes of all of them. @param threads - how many there are */
export const syncBytes = (threads: number): number => syncByte.impatience + 64 * threads;
