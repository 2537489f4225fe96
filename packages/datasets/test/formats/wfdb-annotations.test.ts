import { describe, expect, it } from 'vitest';
import { parseWfdbAnnotations } from '../../src/index.ts';
import { faultOf } from '../idx-bytes.ts';
import { concat, textBytes } from './file-bytes.ts';
import { annotationBytes, skipped } from './wfdb-bytes.ts';

const [SKIP, NUM, SUB, CHN, AUX] = [59, 60, 61, 62, 63];
const none = new Uint8Array(4);
const parse = (bytes: Uint8Array): ReturnType<typeof parseWfdbAnnotations> => parseWfdbAnnotations('7.atr', bytes, 360);

describe('parseWfdbAnnotations', () => {
  it('adds up times, over ones that need 32 bits', () => {
    const found = parse(
      annotationBytes([1, 77], [5, 1023], [SKIP, 0, skipped(100_000)], [8, 3], [SKIP, 0, skipped(-3)], [1, 0]),
    );
    expect(found.map(({ sample, symbol }) => [sample, symbol])).toEqual([
      [77, 'N'],
      [1100, 'V'],
      [101_103, 'A'],
      [101_100, 'N'],
    ]);
  });

  it('gives text and subtype to one annotation, channel and number to all that follow', () => {
    const text = textBytes('(N\0');
    const found = parse(
      annotationBytes(
        [28, 18],
        [AUX, 3, text],
        [1, 5],
        [SUB, 1023],
        [CHN, 1],
        [NUM, 1020],
        [1, 5],
        [1, 5],
        [CHN, 0],
        [42, 0],
      ),
    );
    expect(found).toEqual([
      { sample: 18, symbol: '+', subtype: 0, channel: 0, number: 0, text: '(N' },
      { sample: 23, symbol: 'N', subtype: -1, channel: 1, number: -4, text: '' },
      { sample: 28, symbol: 'N', subtype: 0, channel: 1, number: -4, text: '' },
      { sample: 33, symbol: 'N', subtype: 0, channel: 0, number: -4, text: '' },
      { sample: 33, symbol: '[42]', subtype: 0, channel: 0, number: -4, text: '' },
    ]);
  });

  it('takes a note of the resolution of times if it is that of the record', () => {
    const note = textBytes('## time resolution: 360');
    expect(parse(annotationBytes([22, 0], [AUX, note.length, note], [1, 9]))).toHaveLength(2);
  });

  const other = textBytes('## time resolution: 1000');
  it.each([
    ['an empty file', none.subarray(4), 'WFDB_TRUNCATED'],
    ['a file without end', annotationBytes([1, 5]).subarray(0, 2), 'WFDB_TRUNCATED'],
    ['half a word', annotationBytes([1, 5]).subarray(0, 3), 'WFDB_TRUNCATED'],
    ['a time cut short', annotationBytes([SKIP, 0]), 'WFDB_TRUNCATED'],
    ['a text cut short', annotationBytes([1, 5], [AUX, 1000]), 'WFDB_TRUNCATED'],
    ['more after the end', concat(annotationBytes([1, 5]), annotationBytes([1, 5])), 'WFDB_ANNOTATION'],
    ['a time before the start', annotationBytes([SKIP, 0, skipped(-9)], [1, 8]), 'WFDB_ANNOTATION'],
    ['a code that is none', annotationBytes([1, 5], [50, 0]), 'WFDB_ANNOTATION'],
    ['code 0 with a time', annotationBytes([1, 5], [0, 5]), 'WFDB_ANNOTATION'],
    ['text of nothing', annotationBytes([AUX, 2, textBytes('ab')]), 'WFDB_ANNOTATION'],
    ['times that count something else', annotationBytes([22, 0], [AUX, other.length, other]), 'WFDB_UNSUPPORTED'],
  ])('refuses %s', (_, bytes, code) => {
    expect(faultOf(() => parse(bytes)).code).toBe(code);
  });
});
