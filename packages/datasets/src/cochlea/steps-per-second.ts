/**
 * Time steps per second of all parts of the cochlea.
 *
 * The Heidelberg digits were recorded at 48 kHz and their hair cells stepped at half of that.
 *
 * @internal
 */
export const STEPS_PER_SECOND = 24000;
