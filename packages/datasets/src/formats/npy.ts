import { Section } from '../section.ts';
import { decodeNumbers } from '../number-type.ts';

/** An array of numbers with its shape, as NumPy writes it. */
export interface NpyArray {
  /** Length of each dimension, slowest first. */
  readonly shape: readonly number[];
  /** The numbers, row after row. */
  readonly values: Float64Array;
}

const texts = { truncated: 'NPY_TRUNCATED', advice: 'The file is incomplete or damaged: get it again.' } as const;
const MAGIC = '\x93NUMPY';
const LONGEST_HEADER = 2 ** 16;

/**
 * Reads a `.npy` file of numbers: whole ones and floating-point ones of all sizes, and truth values. Whole numbers that
 * double precision does not hold are refused, as are objects, which are programs rather than data.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 */
export function parseNpy(file: string, bytes: Uint8Array): NpyArray {
  const all = new Section(file, 0, bytes, texts);
  const wrong = 'This is not a file of numbers from NumPy: get the right one.';
  if (all.latin1(0, 6) !== MAGIC) all.refuse('NPY_MAGIC', 0, 'the bytes that begin a NumPy file', 'others', wrong);
  const major = all.u8(6);
  if (major < 1 || major > 3) all.refuse('NPY_HEADER', 6, 'version 1, 2 or 3', `${major}`);
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? all.u16(8) : all.u32(8);
  if (length > LONGEST_HEADER) all.refuse('NPY_HEADER', 8, `a header of at most ${LONGEST_HEADER} bytes`, `${length}`);
  const header = new TextDecoder('latin1').decode(all.part(start, length).bytes);
  const field = (name: string, value: string): string => {
    const found = new RegExp(`['"]${name}['"]: *${value}`).exec(header);
    return found ? found[1] : all.refuse('NPY_HEADER', start, `a header with ${name}`, 'another');
  };
  const descr = field('descr', '(?:[\'"]([^\'"]*)[\'"]|\\[)') ?? 'a record';
  const rows = field('fortran_order', '(True|False)') === 'False';
  const shape = Array.from(field('shape', '\\(([0-9, ]*)\\)').matchAll(/\d+/g), ([digits]) => Number(digits));
  if (!rows && shape.length > 1) {
    all.refuse('NPY_HEADER', start, 'rows one after the other', 'columns', 'Save it with numpy.ascontiguousarray.');
  }
  const match = /^([<>|=]?)([biuf])([1248])$/.exec(descr);
  const advice = descr.endsWith('O') ? 'Objects may run code when they are read: save numbers instead.' : wrong;
  if (!match || match[1] === '=' || (match[1] === '|' && match[3] !== '1') || (match[2] === 'b' && match[3] !== '1')) {
    return all.refuse('NPY_TYPE', start, 'numbers or truth values', descr, advice);
  }
  const size = Number(match[3]);
  if (match[2] === 'f' && size === 1) all.refuse('NPY_TYPE', start, 'floating-point numbers of 2 bytes or more', descr);
  const type = {
    kind: match[2] === 'f' ? 'float' : 'integer',
    size,
    signed: match[2] === 'i',
    littleEndian: match[1] !== '>',
  } as const;
  const count = shape.reduce((product, next) => product * next, 1);
  const data = start + length;
  all.need(data, count * size);
  if (all.length > data + count * size) {
    all.refuse('NPY_SIZE', data + count * size, `the end after ${shape.join(' × ')} numbers`, 'more bytes');
  }
  const values = new Float64Array(count);
  decodeNumbers(type, bytes.subarray(data), values);
  const lost = type.kind === 'integer' && size === 8 ? values.findIndex((value) => !Number.isSafeInteger(value)) : -1;
  if (lost >= 0) {
    all.refuse(
      'NPY_SIZE',
      data + lost * size,
      'whole numbers below 2⁵³',
      `about ${values[lost]}`,
      'Save it as float64.',
    );
  }
  return { shape, values };
}
