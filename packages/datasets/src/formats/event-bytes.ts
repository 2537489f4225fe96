import { DataFileError, type DataFileProblem } from '../data-file-error.ts';
import { type CameraEvents, type CameraShape, firstEvents, roomFor } from './camera-events.ts';

/**
 * How events are packed into bytes, all numbers with the first byte the largest, times in µs:
 *
 * - `bs1`, 5 bytes: number of the neuron (16 bits), polarity (1), time (23);
 * - `bs2`, 5 bytes: x (8), y (8), polarity (1), time (23); the files of N-MNIST, which end in `.bin`, are such;
 * - `bs3`, 7 bytes: x (12), y (12), channel (8), time (24).
 */
export type EventEncoding = 'bs1' | 'bs2' | 'bs3';

// N-MNIST (Orchard et al. 2015): an entry of this row stands for 2¹³ µs that all later times lack.
const OVERFLOW_ROW = 240;
const OVERFLOW = 8192;

/**
 * Reads a file of packed events, which has no header. In `bs2` files of cameras of at most 240 rows, entries of row 240
 * mark an overflow of the clock: they are no events, and all later times are 8192 µs later.
 *
 * Throws `DataFileError` if the last event is cut, or if one lies outside of the array.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 * @param format - how events are packed, and the size of the array; in `bs1` the width is the number of neurons
 */
export function parseEventBytes(
  file: string,
  bytes: Uint8Array,
  format: CameraShape & { readonly encoding: EventEncoding },
): CameraEvents {
  const { encoding, width, height, channels = 2 } = format;
  const refuse = (code: DataFileProblem, offset: number, expected: string, got: string, advice: string): never => {
    throw new DataFileError(code, { file, offset, within: 'file', expected, got, advice });
  };
  const stride = encoding === 'bs3' ? 7 : 5;
  const rest = bytes.length % stride;
  if (rest !== 0) {
    const advice = 'The file is incomplete, or another kind of file: get it again.';
    refuse('EVENTS_TRUNCATED', bytes.length - rest, `${stride} bytes per event`, `${rest}`, advice);
  }
  const events = roomFor(bytes.length / stride);
  let count = 0;
  let overflows = 0;
  for (let at = 0; at < bytes.length; at += stride) {
    const b0 = bytes[at];
    const b1 = bytes[at + 1];
    const b2 = bytes[at + 2];
    const b3 = bytes[at + 3];
    const b4 = bytes[at + 4];
    let x = b0;
    let y = b1;
    let channel = b2 >> 7;
    let time = ((b2 & 127) << 16) | (b3 << 8) | b4;
    if (encoding === 'bs1') {
      x = (b0 << 8) | b1;
      y = 0;
    } else if (encoding === 'bs3') {
      x = (b0 << 4) | (b1 >> 4);
      y = ((b1 & 15) << 8) | b2;
      channel = b3;
      time = (b4 << 16) | (bytes[at + 5] << 8) | bytes[at + 6];
    } else if (y === OVERFLOW_ROW && height <= OVERFLOW_ROW) {
      overflows++;
      continue;
    }
    if (x >= width || y >= height || channel >= channels) {
      const allowed = `x below ${width}, y below ${height}, channel below ${channels}`;
      const advice = 'This is a damaged file, or one of another camera: get the right one.';
      refuse('EVENTS_RANGE', at, allowed, `x ${x}, y ${y}, channel ${channel}`, advice);
    }
    events.times[count] = time + overflows * OVERFLOW;
    events.x[count] = x;
    events.y[count] = y;
    events.channel[count++] = channel;
  }
  return firstEvents(events, count);
}
