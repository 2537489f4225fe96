import { decodeFloat16 } from './float16.ts';

/** How numbers stand in a file. */
export interface NumberType {
  /** Whole or floating-point numbers. */
  readonly kind: 'integer' | 'float';
  /** Bytes per number: 1, 2, 4 or 8. */
  readonly size: number;
  /** Whether whole numbers have a sign. */
  readonly signed: boolean;
  /** Whether the first byte is the least. */
  readonly littleEndian: boolean;
}

/**
 * Decodes numbers. 64-bit integers above 2⁵³ are rounded.
 *
 * @internal
 */
export function decodeNumbers(type: NumberType, bytes: Uint8Array, into: Float32Array | Float64Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readerOf(type, view);
  for (let e = 0; e < into.length; e++) into[e] = read(e * type.size);
}

function readerOf({ kind, size, signed, littleEndian }: NumberType, view: DataView): (at: number) => number {
  const float = kind === 'float';
  switch (size) {
    case 1:
      return signed ? (at) => view.getInt8(at) : (at) => view.getUint8(at);
    case 2:
      if (float) return (at) => decodeFloat16(view.getUint16(at, littleEndian));
      return signed ? (at) => view.getInt16(at, littleEndian) : (at) => view.getUint16(at, littleEndian);
    case 4:
      if (float) return (at) => view.getFloat32(at, littleEndian);
      return signed ? (at) => view.getInt32(at, littleEndian) : (at) => view.getUint32(at, littleEndian);
    default:
      if (float) return (at) => view.getFloat64(at, littleEndian);
      return signed
        ? (at) => Number(view.getBigInt64(at, littleEndian))
        : (at) => Number(view.getBigUint64(at, littleEndian));
  }
}
