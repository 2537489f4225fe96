import type { Events } from './event-dataset.ts';

const MAGIC = 0x31564547;
const HEADER = 8;
const PER_EVENT = 6;

/**
 * Events as bytes: a mark, their number, single-precision times and 16-bit units.
 *
 * @param events - with times that single precision holds, and units below 65536
 * @internal
 */
export function packEvents({ times, units }: Events): Uint8Array {
  const { length } = times;
  const bytes = new Uint8Array(HEADER + PER_EVENT * length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, length, true);
  for (let k = 0; k < length; k++) {
    view.setFloat32(HEADER + 4 * k, times[k], true);
    view.setUint16(HEADER + 4 * length + 2 * k, units[k], true);
  }
  return bytes;
}

/**
 * The events that bytes stand for; nothing if they stand for none.
 *
 * @internal
 */
export function unpackEvents(bytes: Uint8Array): Events | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) return undefined;
  const length = view.getUint32(4, true);
  if (bytes.length !== HEADER + PER_EVENT * length) return undefined;
  const events = { times: new Float64Array(length), units: new Uint32Array(length) };
  for (let k = 0; k < length; k++) {
    events.times[k] = view.getFloat32(HEADER + 4 * k, true);
    events.units[k] = view.getUint16(HEADER + 4 * length + 2 * k, true);
  }
  return events;
}
