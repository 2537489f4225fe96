export function parseEvents40(
  file: string,
  bytes: Uint8Array,
  _sensor: { readonly width: number; readonly height: number },
): { x: Uint16Array; y: Uint16Array; polarity: Uint8Array; time: Float64Array } {
  if (bytes.length % 5) throw new Error(file);
  const n = bytes.length / 5;
  const [x, y, polarity, time] = [new Uint16Array(n), new Uint16Array(n), new Uint8Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    x[k] = bytes[5 * k];
    y[k] = bytes[5 * k + 1];
    polarity[k] = bytes[5 * k + 2] >> 7;
    time[k] = ((bytes[5 * k + 2] & 127) << 16) | (bytes[5 * k + 3] << 8) | bytes[5 * k + 4];
  }
  return { x, y, polarity, time };
}
export function parseWav(_file: string, bytes: Uint8Array): { samples: Float32Array; rate: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const n = (bytes.length - 44) >> 1;
  return { samples: Float32Array.from({ length: n }, (_, k) => view.getInt16(44 + 2 * k, true) / 32768), rate: view.getUint32(24, true) };
}
