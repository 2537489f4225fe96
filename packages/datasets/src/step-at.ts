// An event at 0.3 ms belongs to step 3 of 0.1 ms, although 0.3 / 0.1 is 2.9999999999999996.
const EDGE = 1e-9;

/**
 * The step, from 0, that a time belongs to.
 *
 * @internal
 */
export const stepAt = (time: number, dt: number): number => Math.floor(time / dt + EDGE);

/**
 * How many steps a duration takes.
 *
 * @internal
 */
export const stepsOver = (duration: number, dt: number): number => Math.max(1, Math.ceil(duration / dt - EDGE));
