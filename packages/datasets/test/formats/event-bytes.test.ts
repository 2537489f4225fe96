import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEventBytes } from '../../src/index.ts';
import { faultOf } from '../idx-bytes.ts';
import { bs2Bytes, type CameraEvent } from './file-bytes.ts';

const nMnist = { encoding: 'bs2', width: 34, height: 34 } as const;

describe('parseEventBytes', () => {
  it('reads back any events of N-MNIST', () => {
    const event = fc.tuple(fc.nat(33), fc.nat(33), fc.nat(1), fc.nat(2 ** 23 - 1));
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { times, x, y, channel } = parseEventBytes('some.bin', bs2Bytes(events), nMnist);
        expect(Array.from(times, (t, e): CameraEvent => [x[e], y[e], channel[e], t])).toEqual(events);
      }),
    );
  });

  it('adds 8192 µs to all later times at every entry of row 240, and leaves the entry out', () => {
    const bytes = bs2Bytes([
      [1, 2, 1, 8000],
      [0, 240, 0, 0],
      [3, 4, 0, 100],
      [0, 240, 1, 5],
      [5, 6, 1, 7],
    ]);
    const { times, x } = parseEventBytes('some.bin', bytes, nMnist);
    expect(Array.from(times)).toEqual([8000, 100 + 8192, 7 + 2 * 8192]);
    expect(Array.from(x)).toEqual([1, 3, 5]);
  });

  it('takes row 240 of a larger camera for a row', () => {
    const bytes = bs2Bytes([[1, 240, 1, 5]]);
    expect(Array.from(parseEventBytes('some.bs2', bytes, { encoding: 'bs2', width: 256, height: 256 }).y)).toEqual([
      240,
    ]);
  });

  it('reads neurons and polarity of bs1', () => {
    const events = parseEventBytes('some.bs1', Uint8Array.of(0x02, 0x9c, 0x81, 0x00, 0x02), {
      encoding: 'bs1',
      width: 700,
      height: 1,
    });
    expect(events).toEqual({
      x: Uint16Array.of(0x29c),
      y: Uint16Array.of(0),
      channel: Uint8Array.of(1),
      times: Float64Array.of(0x10002),
    });
  });

  it('reads the twelve bits of each coordinate of bs3', () => {
    const bytes = Uint8Array.of(0x50, 0x12, 0xd0, 0x01, 0xff, 0x00, 0x01);
    expect(parseEventBytes('some.bs3', bytes, { encoding: 'bs3', width: 1282, height: 721 })).toEqual({
      x: Uint16Array.of(0x501),
      y: Uint16Array.of(0x2d0),
      channel: Uint8Array.of(1),
      times: Float64Array.of(0xff0001),
    });
  });

  it('refuses a last event that is cut, and one outside of the camera, naming the byte', () => {
    const bytes = bs2Bytes([
      [33, 33, 1, 5],
      [34, 0, 1, 6],
    ]);
    expect(faultOf(() => parseEventBytes('some.bin', bytes.slice(0, 8), nMnist))).toMatchObject({
      code: 'EVENTS_TRUNCATED',
      fields: { offset: 5 },
    });
    expect(faultOf(() => parseEventBytes('some.bin', bytes, nMnist)).message).toBe(
      'some.bin: at byte 5 expected x below 34, y below 34, channel below 2, got x 34, y 0, channel 1. ' +
        'This is a damaged file, or one of another camera: get the right one.',
    );
  });
});
