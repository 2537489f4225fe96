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
  return {
    samples: Float32Array.from({ length: n }, (_, k) => view.getInt16(44 + 2 * k, true) / 32768),
    rate: view.getUint32(24, true),
  };
}
import type { RandomAccess } from './random-access.ts';
export async function openRecording(
  file: RandomAccess,
): Promise<{
  between(s: number, e: number): Promise<{ x: Uint16Array; y: Uint16Array; polarity: Uint8Array; time: Float64Array }>;
}> {
  const bytes = await file.read(0, file.size);
  const end = new TextEncoder().encode('#!END-HEADER\r\n');
  let at = bytes.findIndex((_, i) => end.every((b, k) => bytes[i + k] === b)) + end.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: number[][] = [];
  while (at + 28 <= bytes.length) {
    const type = view.getInt16(at, true),
      size = view.getInt32(at + 4, true),
      over = view.getInt32(at + 12, true),
      cap = view.getInt32(at + 16, true),
      n = view.getInt32(at + 20, true);
    if (type === 1)
      for (let k = 0; k < n; k++) {
        const d = view.getUint32(at + 28 + k * size, true),
          t = view.getInt32(at + 32 + k * size, true) + over * 2 ** 31;
        if (d & 1) rows.push([d >>> 17, (d >>> 2) & 0x7fff, (d >> 1) & 1, t]);
      }
    at += 28 + cap * size;
  }
  return {
    between: (s: number, e: number) => {
      const r = rows.filter(([, , , t]) => t >= s && t < e);
      return Promise.resolve({
        x: Uint16Array.from(r, (q) => q[0]),
        y: Uint16Array.from(r, (q) => q[1]),
        polarity: Uint8Array.from(r, (q) => q[2]),
        time: Float64Array.from(r, (q) => q[3]),
      });
    },
  };
}
