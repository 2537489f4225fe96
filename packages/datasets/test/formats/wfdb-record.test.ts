import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataFileMissingError, openWfdbRecord, type WfdbRecord } from '../../src/index.ts';
import { folderOf, refusal } from '../sets/small-folder.ts';
import { headerOf, interleaved, packed16, packed212 } from './wfdb-bytes.ts';

const first = [995, 2047, -2047, 0, -1];
const second = [1011, 1, 2, -3, 1024];
const sound = {
  'mitdb/7.hea': headerOf('7', [first, second]),
  'mitdb/7.dat': packed212(interleaved(first, second)),
};
const open = (header: string, data: Uint8Array, name = '7'): Promise<WfdbRecord> =>
  openWfdbRecord(folderOf({ '7.hea': header, '7.dat': data }), name);
const listed = (signals: readonly Int16Array[]): number[][] => signals.map((signal) => [...signal]);

describe('openWfdbRecord', () => {
  it('reads what the header says of the record and its signals, over comments and empty lines', async () => {
    const { rate, size, signals, comments } = await openWfdbRecord(folderOf(sound), '7');
    expect([rate, size, comments]).toEqual([360, 5, ['made up', '69 M']]);
    expect(signals[1]).toEqual({
      description: 'lead 1',
      unit: 'mV',
      gain: 200,
      baseline: 1024,
      missing: -2048,
      initial: 1011,
      // 1011 + 1 + 2 − 3 + 1024.
      checksum: 2035,
      file: '7.dat',
      format: 212,
      offset: 0,
    });
  });

  it('has the defaults of the format: 250 Hz, 200 steps per mV, baseline at the zero, size from the file', async () => {
    const { rate, size, signals } = await open('7 1\n7.dat 16 0(-5)/uV 16 3', packed16([1, 2, 3]));
    expect([rate, size]).toEqual([250, 3]);
    expect(signals[0]).toMatchObject({ gain: 200, baseline: -5, unit: 'uV', initial: undefined, checksum: undefined });
    expect((await open('7 1\n7.dat 16 10 16 3', packed16([]))).signals[0]).toMatchObject({ baseline: 3, gain: 10 });
  });

  it('reads any range of signals of any number in format 212, where two samples share a byte', async () => {
    const sample = fc.integer({ min: -2048, max: 2047 });
    const record = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, size]) =>
        fc.array(fc.array(sample, { minLength: size, maxLength: size }), { minLength: width, maxLength: width }),
      );
    await fc.assert(
      fc.asyncProperty(record, fc.nat(9), fc.nat(9), async (signals, a, b) => {
        const { size, read, verify } = await openWfdbRecord(
          folderOf({ '7.hea': headerOf('7', signals), '7.dat': packed212(interleaved(...signals)) }),
          '7',
        );
        const [from, to] = [Math.min(a, b, size), Math.min(Math.max(a, b), size)];
        expect(listed(await read(from, to))).toEqual(signals.map((signal) => signal.slice(from, to)));
        await verify();
      }),
      { numRuns: 50 },
    );
  });

  it('reads and checks records of many pieces', async () => {
    const signals = [0, 1, 2].map((s) => Array.from({ length: 100_000 }, (_, k) => ((k * 37 + s) % 4095) - 2047));
    const { read, verify } = await openWfdbRecord(
      folderOf({ '7.hea': headerOf('7', signals), '7.dat': packed212(interleaved(...signals)) }),
      '7',
    );
    await verify();
    expect(listed(await read(0, 100_000))).toEqual(signals);
  });

  it('reads formats 16 and 80, from a byte on, and signals of several files', async () => {
    const header = '7 3 100 2\na.mat 16+3 1 16 0 -32768\na.mat 16+3 1 16 0 258\nb.dat 80 1 8 0 -128';
    const folder = folderOf({
      '7.hea': header,
      'a.mat': Uint8Array.of(9, 9, 9, 0, 0x80, 2, 1, 0xff, 0x7f, 0xff, 0xff),
      'b.dat': Uint8Array.of(0, 255),
    });
    const { read } = await openWfdbRecord(folder, '7');
    expect(listed(await read(0, 2))).toEqual([
      [-32768, 32767],
      [258, -1],
      [-128, 127],
    ]);
  });

  it.each([
    [
      'one bit of the samples',
      { ...sound, 'mitdb/7.dat': packed212(interleaved(first, second.with(2, 3))) },
      'checksum of signal 1 (lead 1)',
    ],
    ['the checksum', { ...sound, 'mitdb/7.hea': headerOf('7', [first, second.with(2, 3)]) }, 'checksum of signal 1'],
    [
      'the first sample',
      { ...sound, 'mitdb/7.hea': headerOf('7', [[994, 2048, ...first.slice(2)], second]) },
      '994 as the first sample of signal 0',
    ],
  ])('notices a damage of %s when all samples are read', async (_, files, text) => {
    const record = await openWfdbRecord(folderOf(files), '7');
    expect(listed(await record.read(1, 2))).toEqual([[2047], [1]]);
    for (const reading of [record.read(0, 5), record.verify()]) {
      expect(await refusal(reading)).toMatchObject({
        code: 'CHECKSUM',
        message: expect.stringContaining(text) as string,
      });
    }
  });

  it.each([
    ['nothing', '', 'WFDB_HEADER'],
    ['another kind of file', '<!DOCTYPE html>', 'WFDB_HEADER'],
    ['no number of signals', '7', 'WFDB_HEADER'],
    ['no signals', '7 0 360 2', 'WFDB_HEADER'],
    ['a signal that is missing', '7 2 360 2\n7.dat 16', 'WFDB_HEADER'],
    ['a signal too many', '7 1 360 2\n7.dat 16\n7.dat 16', 'WFDB_HEADER'],
    ['a rate of 0', '7 1 0 2\n7.dat 16', 'WFDB_HEADER'],
    ['a rate beyond all numbers', '7 1 1e999 2\n7.dat 16', 'WFDB_HEADER'],
    ['a negative size', '7 1 360 -2\n7.dat 16', 'WFDB_HEADER'],
    ['a file of another folder', '7 1 360 2\n../7.dat 16', 'WFDB_HEADER'],
    ['a signal without format', '7 1 360 2\n7.dat', 'WFDB_HEADER'],
    ['a gain below 0', '7 1 360 2\n7.dat 16 -200', 'WFDB_HEADER'],
    ['a gain that is no number', '7 1 360 2\n7.dat 16 x/mV', 'WFDB_HEADER'],
    ['a baseline that is no number', '7 1 360 2\n7.dat 16 200(x)/mV', 'WFDB_HEADER'],
    ['a checksum that is no number', '7 1 360 2\n7.dat 16 200 16 0 0 x', 'WFDB_HEADER'],
    ['two formats in a file', '7 2 360 1\n7.dat 16\n7.dat 80', 'WFDB_HEADER'],
    ['files that take turns', '7 3 360 1\n7.dat 80\nb.dat 80\n7.dat 80', 'WFDB_HEADER'],
    ['a header without end', `7 1 360 2\n7.dat 16\n#${'x'.repeat(2 ** 16)}`, 'WFDB_HEADER'],
    ['compressed samples', '7 1 360 2\n7.dat 516', 'WFDB_UNSUPPORTED'],
    ['several samples per frame', '7 1 360 2\n7.dat 16x2', 'WFDB_UNSUPPORTED'],
    ['skewed signals', '7 1 360 2\n7.dat 16:1', 'WFDB_UNSUPPORTED'],
    ['a record of several segments', '7/2 1 360 2\n7_1 1\n7_2 1', 'WFDB_UNSUPPORTED'],
    ['more samples than there are', '7 1 360 3\n7.dat 16', 'WFDB_TRUNCATED'],
    ['as many samples as no file has', '7 1 360 999999999999999\n7.dat 16', 'WFDB_TRUNCATED'],
  ])('refuses %s', async (_, header, code) => {
    expect(await refusal(open(header, packed16([1, 2])))).toMatchObject({ name: 'DataFileError', code });
  });

  it('says how to convert what it does not read', async () => {
    const { message } = await refusal(open('7 1 360 2\n7.dat 310 200', packed16([1, 2])));
    expect(message).toContain(
      'expected samples of format 16, 80, 212 in line 2, got "7.dat 310 200". Convert the record',
    );
  });

  it('misses headers and samples', async () => {
    expect(await refusal(open('7 1\n7.dat 16', packed16([]), '8'))).toBeInstanceOf(DataFileMissingError);
    const { message } = await refusal(openWfdbRecord(folderOf({ 'a/7.hea': '7 1\n7.dat 16', '7.dat': '' }), '7'));
    expect(message).toContain('folder/a/7.dat');
  });

  it('refuses to read what is not there', async () => {
    const { read } = await openWfdbRecord(folderOf(sound), '7');
    expect((await refusal(read(0, 6))).message).toContain('WfdbRecord.read.to must be a whole number between 0 and 5');
    expect((await refusal(read(3, 2))).message).toContain('WfdbRecord.read.from must be');
  });

  it('takes a checksum without sign for the same', async () => {
    const { signals, verify } = await open('7 1 360 1\n7.dat 16 1 16 0 -2 65534', packed16([-2]));
    expect(signals[0].checksum).toBe(-2);
    await verify();
  });
});
