import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataFileError, type IdxArray, parseIdx } from '../src/index.ts';
import { faultOf, idxBytes } from './idx-bytes.ts';

describe('parseIdx', () => {
  const images = idxBytes([2, 3, 1], [1, 2, 3, 4, 5, 255]);
  const sizes = [undefined, undefined, undefined];

  it('reads shape and values', () => {
    expect(parseIdx('images', images, { sizes })).toEqual({
      sizes: [2, 3, 1],
      values: Uint8Array.of(1, 2, 3, 4, 5, 255),
    } satisfies IdxArray);
  });

  it('reads back any array', () => {
    const shape = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shape, fc.infiniteStream(fc.nat(255)), (wanted, stream) => {
        const length = wanted.reduce((product, size) => product * size, 1);
        const values = [...stream.take(length)];
        expect(parseIdx('any', idxBytes(wanted, values), { sizes: wanted })).toEqual({
          sizes: wanted,
          values: Uint8Array.from(values),
        });
      }),
    );
  });

  it('reads bytes that lie within a larger buffer', () => {
    const shifted = new Uint8Array(images.length + 3);
    shifted.set(images, 3);
    expect(parseIdx('images', shifted.subarray(3), { sizes }).sizes).toEqual([2, 3, 1]);
  });

  const changed = (at: number, ...bytes: number[]): Uint8Array => {
    const copy = images.slice();
    copy.set(bytes, at);
    return copy;
  };

  it.each([
    ['an empty file', new Uint8Array(0), 'IDX_TRUNCATED', 0],
    ['a magic number cut short', images.slice(0, 3), 'IDX_TRUNCATED', 3],
    ['another kind of file', new TextEncoder().encode('<!DOCTYPE html>'), 'IDX_MAGIC', 0],
    ['another type of number', changed(2, 0x0d), 'IDX_TYPE', 2],
    ['an unknown type of number', changed(2, 0x55), 'IDX_TYPE', 2],
    ['labels in place of images', idxBytes([2], [1, 2]), 'IDX_DIMENSIONS', 3],
    ['a header cut short', images.slice(0, 9), 'IDX_TRUNCATED', 9],
    ['values cut short', images.slice(0, -1), 'IDX_TRUNCATED', images.length - 1],
    ['bytes after the values', Uint8Array.of(...images, 0), 'IDX_TRAILING_BYTES', images.length],
    ['more values than any file holds', changed(4, 255, 255, 255, 255), 'IDX_TRUNCATED', images.length],
  ] as const)('refuses %s, naming file and byte', (_, bytes, code, offset) => {
    const { code: got, fields } = faultOf(() => parseIdx('some/images', bytes, { sizes }));
    expect(got).toBe(code);
    expect(fields).toMatchObject({ file: 'some/images', offset });
  });

  it('refuses a shape other than expected, naming the dimension', () => {
    const error = faultOf(() => parseIdx('images', images, { sizes: [2, 4, 1] }));
    expect(error.code).toBe('IDX_SIZE');
    expect(error.message).toBe(
      'images: at decompressed byte 8 expected 4 as length of dimension 1, got 3. ' +
        'This is not the file that belongs here: get the right one, or point to another folder.',
    );
  });

  it('never takes a truncated or lengthened file for a whole one', () => {
    fc.assert(
      fc.property(fc.nat(images.length - 1), (length) => {
        expect(faultOf(() => parseIdx('images', images.slice(0, length), { sizes }))).toBeInstanceOf(DataFileError);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (more) => {
        expect(faultOf(() => parseIdx('images', Uint8Array.of(...images, ...more), { sizes }))).toBeInstanceOf(
          DataFileError,
        );
      }),
    );
  });

  it('refuses any other header for the shape expected', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.nat(255), (at, byte) => {
        fc.pre(images[at] !== byte);
        expect(faultOf(() => parseIdx('images', changed(at, byte), { sizes: [2, 3, 1] })).fields.offset).toBeLessThan(
          16,
        );
      }),
    );
  });
});
