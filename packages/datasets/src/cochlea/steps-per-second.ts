/**
 * Time steps per second of all parts of the cochlea.
 *
 * The hair cells of the published conversion step at half the rate of the recording: this one for 48 kHz.
 *
 * @internal
 */
export const STEPS_PER_SECOND = 24000;
