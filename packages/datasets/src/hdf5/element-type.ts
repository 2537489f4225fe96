import type { NumberType } from '../number-type.ts';
import type { Section } from '../section.ts';
import { rewrite } from './hdf5-source.ts';

/** How numbers, strings or vectors stand in a file. */
export interface ElementType extends Omit<NumberType, 'kind'> {
  /** What an element is: `vector` stands for a reference to a vector of any length. */
  readonly kind: NumberType['kind'] | 'string' | 'vector';
  /** What the elements of a vector are. */
  readonly of?: NumberType;
}

// Real strings are words.
const LONGEST_STRING = 4096;

/**
 * Reads the description of a type.
 *
 * @internal
 */
export function readType(body: Section): ElementType {
  const first = body.u8(0);
  const flags = body.u8(1);
  const size = body.u32(4);
  const type = { size, signed: false, littleEndian: (flags & 1) === 0 };
  const refuse = (want: string, got: string): never => body.refuse('HDF5_UNSUPPORTED', 0, want, got, rewrite);
  switch (first & 15) {
    case 0:
      if (size !== 1 && size !== 2 && size !== 4 && size !== 8) refuse('integers of 1, 2, 4 or 8 bytes', `${size}`);
      return { ...type, kind: 'integer', signed: (flags & 8) !== 0 };
    case 1:
      requireIeee(body, size, refuse);
      return { ...type, kind: 'float', signed: true };
    case 3:
      if (size < 1 || size > LONGEST_STRING) refuse(`strings of 1 … ${LONGEST_STRING} bytes`, `${size}`);
      return { ...type, kind: 'string' };
    case 9: {
      if ((flags & 15) !== 0) refuse('vectors of numbers, strings of fixed length', 'strings of variable length');
      if (size !== 16) refuse('references of 16 bytes', `${size}`);
      const { kind, ...of } = readType(body.part(8, body.length - 8));
      if (kind !== 'integer' && kind !== 'float') return refuse('vectors of numbers', `vectors of ${kind}s`);
      return { ...type, kind: 'vector', of: { ...of, kind } };
    }
    default:
      return refuse('numbers, strings of fixed length or vectors of numbers', `type class ${first & 15}`);
  }
}

// Bits of exponent, its bias, and bits of the fraction, by size.
const ieee: ReadonlyMap<number, readonly [number, number, number]> = new Map([
  [2, [5, 15, 10]],
  [4, [8, 127, 23]],
  [8, [11, 1023, 52]],
]);

function requireIeee(body: Section, size: number, refuse: (want: string, got: string) => never): void {
  const layout = ieee.get(size);
  if (!layout) return refuse('floating-point numbers of 2, 4 or 8 bytes', `${size}`);
  const [exponent, bias, fraction] = layout;
  const got = [body.u8(12), body.u8(13), body.u8(14), body.u8(15), body.u32(16)];
  if (got.join() !== [fraction, exponent, 0, fraction, bias].join()) {
    refuse(`an IEEE number of ${size} bytes`, 'another layout of its bits');
  }
}
