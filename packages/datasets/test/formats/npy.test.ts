import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/index.ts';
import { faultOf } from '../idx-bytes.ts';
import { concat, npyBytes, npyNumbers, textBytes } from './file-bytes.ts';

const header = (descr: string, shape: string): string =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

describe('parseNpy', () => {
  it('reads numbers and their shape', () => {
    expect(parseNpy('a.npy', npyNumbers('(2, 3)', [1, 2, 3, -0.1, 5e300, 6]))).toEqual({
      shape: [2, 3],
      values: Float64Array.of(1, 2, 3, -0.1, 5e300, 6),
    });
    expect(parseNpy('a.npy', npyNumbers('(2,)', [1, 2])).shape).toEqual([2]);
    expect(parseNpy('a.npy', npyNumbers('()', [7]))).toEqual({ shape: [], values: Float64Array.of(7) });
    expect(parseNpy('a.npy', npyNumbers('(0, 4)', [])).values).toHaveLength(0);
  });

  it.each([
    ["'|u1'", [200], 200],
    ["'|i1'", [200], -56],
    ["'|b1'", [1], 1],
    ["'<u2'", [1, 2], 513],
    ["'>u2'", [1, 2], 258],
    ["'<i2'", [254, 255], -2],
    ["'<i4'", [254, 255, 255, 255], -2],
    ["'<i8'", [254, 255, 255, 255, 255, 255, 255, 255], -2],
    ["'>i8'", [0, 0, 0, 0, 0, 0, 1, 0], 256],
    ["'<f2'", [0, 0x3c], 1],
    ["'<f4'", [0, 0, 0x80, 0x3f], 1],
  ])('reads numbers of type %s', (descr, data, value) => {
    expect(Array.from(parseNpy('a.npy', npyBytes(header(descr, '(1,)'), data)).values)).toEqual([value]);
  });

  it('refuses objects, and says why', () => {
    const error = faultOf(() => parseNpy('a.npy', npyBytes(header("'|O'", '(1,)'), [0])));
    expect(error.code).toBe('NPY_TYPE');
    expect(error.message).toContain('Objects may run code when they are read: save numbers instead.');
  });

  const whole = npyNumbers('(2,)', [1, 2]);
  it.each([
    ['another kind of file', textBytes('<!DOCTYPE html>'), 'NPY_MAGIC'],
    ['an empty file', new Uint8Array(0), 'NPY_TRUNCATED'],
    ['numbers cut short', whole.slice(0, -1), 'NPY_TRUNCATED'],
    ['more bytes', concat(whole, [0]), 'NPY_SIZE'],
    ['records', npyBytes(header("[('x', '<f8')]", '(1,)'), []), 'NPY_TYPE'],
    ['words', npyBytes(header("'<U3'", '(1,)'), []), 'NPY_TYPE'],
    ['complex numbers', npyBytes(header("'<c8'", '(1,)'), []), 'NPY_TYPE'],
    ['no shape', npyBytes("{'descr': '<f8', 'fortran_order': False}", []), 'NPY_HEADER'],
    ['more numbers than any file holds', npyNumbers('(99999999999, 99999999999)', []), 'NPY_TRUNCATED'],
    ['whole numbers that would be rounded', npyBytes(header("'<i8'", '(1,)'), [1, 0, 0, 0, 0, 0, 32, 0]), 'NPY_SIZE'],
  ])('refuses %s', (_, bytes, code) => {
    expect(faultOf(() => parseNpy('a.npy', bytes)).code).toBe(code);
  });

  it('refuses columns that lie one after the other', () => {
    const columns = header("'|u1'", '(1, 2)').replace('False', 'True');
    expect(faultOf(() => parseNpy('a.npy', npyBytes(columns, [1, 2]))).message).toContain('numpy.ascontiguousarray');
  });
});
