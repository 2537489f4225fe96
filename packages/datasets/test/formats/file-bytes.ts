/** Text as bytes. */
export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Bytes one after the other. */
export function concat(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Numbers of 32 bits, the first byte the least. */
export const u32 = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);

/** An event of a camera: column, row, polarity, time in µs. */
export type CameraEvent = readonly [x: number, y: number, on: number, time: number];

/** Events in the encoding of N-MNIST. */
export function bs2Bytes(events: readonly CameraEvent[]): Uint8Array {
  return Uint8Array.from(events.flatMap(([x, y, on, t]) => [x, y, (on << 7) | (t >> 16), (t >> 8) & 255, t & 255]));
}

export const aedatHeading = '#!AER-DAT3.1\r\n#Format: RAW\r\n#!END-HEADER\r\n';

/** A packet of AEDAT 3.1. Events have the valid bit set. */
export function aedatPacket(
  events: readonly CameraEvent[],
  { type = 1, overflow = 0, capacity = events.length }: { type?: number; overflow?: number; capacity?: number } = {},
): Uint8Array {
  return concat(
    u32(type, 8, 4, overflow, capacity, events.length, events.length),
    ...events.map(([x, y, on, t]) => u32(((x << 17) | (y << 2) | (on << 1) | 1) >>> 0, t)),
    new Uint8Array(8 * (capacity - events.length)),
  );
}

/** A recording in AEDAT 3.1. */
export function aedatBytes(...packets: readonly Uint8Array[]): Uint8Array {
  return concat(textBytes(aedatHeading), ...packets);
}

/** A NumPy file with this header and these bytes. */
export function npyBytes(header: string, data: ArrayLike<number>): Uint8Array {
  return concat([0x93], textBytes('NUMPY'), [1, 0, header.length & 255, header.length >> 8], textBytes(header), data);
}

/** A NumPy file of double-precision numbers. */
export function npyNumbers(shape: string, values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  return npyBytes(header, new Uint8Array(Float64Array.from(values).buffer));
}

/** A chunk of a WAV file. */
export function wavChunk(id: string, data: ArrayLike<number>): Uint8Array {
  return concat(textBytes(id), u32(data.length), data, data.length % 2 ? [0] : []);
}

/** A WAV file of chunks. */
export function wavBytes(...chunks: readonly Uint8Array[]): Uint8Array {
  const body = concat(textBytes('WAVE'), ...chunks);
  return concat(textBytes('RIFF'), u32(body.length), body);
}

/** The format of a WAV file. */
export function wavFormat({ format = 1, channels = 1, rate = 8000, bits = 16 } = {}): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, format, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint32(8, (rate * channels * bits) / 8, true);
  view.setUint16(12, (channels * bits) / 8, true);
  view.setUint16(14, bits, true);
  return wavChunk('fmt ', bytes);
}
