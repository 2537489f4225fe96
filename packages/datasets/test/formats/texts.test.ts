import { describe, expect, it } from 'vitest';
import { parseGestureLabels, parseOptdigits, parseTrials } from '../../src/index.ts';
import { faultOf } from '../idx-bytes.ts';
import { textBytes } from './file-bytes.ts';

const heading = 'class,startTime_usec,endTime_usec';

describe('parseGestureLabels', () => {
  it('reads the spans of gestures, with any ends of lines', () => {
    const text = `${heading}\r\n1,80048239,85092709\r\n\r\n8,3000000,3700000`;
    expect(parseGestureLabels('labels.csv', textBytes(text), 11)).toEqual([
      { gesture: 1, start: 80048239, end: 85092709 },
      { gesture: 8, start: 3000000, end: 3700000 },
    ]);
  });

  it.each([
    ['1,2,3', 'the heading class,startTime_usec,endTime_usec in line 1'],
    [`${heading}\n1,2`, 'three whole numbers with commas between them in line 2'],
    [`${heading}\n12,2,3`, 'a gesture 1 … 11 in line 2'],
    [`${heading}\n0,2,3`, 'a gesture 1 … 11 in line 2'],
    [`${heading}\n1,3,3`, 'an end after the start in line 2'],
  ])('refuses %j, naming the line', (text, expected) => {
    expect(faultOf(() => parseGestureLabels('labels.csv', textBytes(text), 11)).fields.expected).toBe(expected);
  });
});

describe('parseTrials', () => {
  it('reads names, without empty lines and spaces around', () => {
    expect(parseTrials('t.txt', textBytes('user01_led.aedat \n\n user02_lab.aedat\n\n'))).toEqual([
      'user01_led.aedat',
      'user02_lab.aedat',
    ]);
    expect(parseTrials('t.txt', textBytes(''))).toEqual([]);
  });

  it.each(['../secret', '/etc/passwd', 'a/b', 'a\\b', '..', 'C:x'])(
    'refuses %s, which lies in another folder',
    (name) => {
      expect(faultOf(() => parseTrials('t.txt', textBytes(name))).code).toBe('TEXT_LINE');
    },
  );
});

describe('parseOptdigits', () => {
  const row = [...Array.from({ length: 64 }, (_, i) => i % 17), 7];

  it('reads pixels and digits', () => {
    const digits = parseOptdigits('optdigits.tes', textBytes(`${row.join()}\n${row.join(', ')}\n`));
    expect(digits.size).toBe(2);
    expect(Array.from(digits.pixels)).toEqual([...row.slice(0, 64), ...row.slice(0, 64)]);
    expect(Array.from(digits.labels)).toEqual([7, 7]);
  });

  it.each([
    ['a row cut short', row.slice(1).join()],
    ['a pixel of 17', ['17', ...row.slice(1)].join()],
    ['a digit of 10', [...row.slice(0, 64), 10].join()],
    ['words', row.join().replace('5', 'x')],
    ['numbers below zero', row.join().replace('5', '-5')],
  ])('refuses %s', (_, text) => {
    expect(faultOf(() => parseOptdigits('optdigits.tes', textBytes(text))).code).toBe('TEXT_LINE');
  });
});
