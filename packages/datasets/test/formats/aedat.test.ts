import { describe, expect, it } from 'vitest';
import { type AedatRecording, type CameraEvents, DataFileError, memoryFile, openAedat } from '../../src/index.ts';
import { aedatBytes, aedatHeading, aedatPacket, type CameraEvent, concat, textBytes } from './file-bytes.ts';

const dvs = { width: 128, height: 128 };
const open = (bytes: Uint8Array): Promise<AedatRecording> => openAedat(memoryFile('some.aedat', bytes), dvs);
const listed = ({ times, x, y, channel }: CameraEvents): CameraEvent[] =>
  Array.from(times, (t, e): CameraEvent => [x[e], y[e], channel[e], t]);

const first: CameraEvent[] = [
  [1, 127, 1, 10],
  [127, 2, 0, 20],
];
const second: CameraEvent[] = [
  [3, 4, 1, 20],
  [5, 6, 1, 35],
];
const special = aedatPacket([[0, 0, 0, 1]], { type: 0 });
const recording = aedatBytes(special, aedatPacket(first, { capacity: 4 }), special, aedatPacket(second));

describe('openAedat', () => {
  it('reads the polarity events of all packets, without their spare room', async () => {
    const { size, start, cut, read } = await open(recording);
    expect([size, start, cut]).toEqual([4, 10, undefined]);
    expect(listed(await read(0, Infinity))).toEqual([...first, ...second]);
  });

  it('reads events from a time on, up to another', async () => {
    const { read } = await open(recording);
    expect(listed(await read(20, 35))).toEqual([first[1], second[0]]);
    expect(listed(await read(35, 36))).toEqual([second[1]]);
    expect(listed(await read(100, 200))).toEqual([]);
  });

  it('adds 2³¹ µs for every overflow of the clock', async () => {
    const { read } = await open(aedatBytes(aedatPacket(first), aedatPacket(second, { overflow: 3 })));
    expect(Array.from((await read(0, Infinity)).times)).toEqual([10, 20, 3 * 2 ** 31 + 20, 3 * 2 ** 31 + 35]);
  });

  it('leaves out events that are marked as invalid', async () => {
    const bytes = recording.slice();
    // The valid bit of the first polarity event.
    bytes[aedatHeading.length + special.length + 28] &= ~1;
    expect(listed(await (await open(bytes)).read(0, Infinity))).toEqual([first[1], ...second]);
  });

  it('ends the header at its last line, though data may begin with its first character', async () => {
    // 0x23 is '#': a packet whose type is 0x23.
    const odd = aedatPacket([[0, 0, 0, 1]], { type: 0x0a23 });
    expect((await open(aedatBytes(odd, aedatPacket(first)))).size).toBe(2);
  });

  it('reads packets that are not in the order of time', async () => {
    const { read } = await open(aedatBytes(aedatPacket(second), aedatPacket(first)));
    expect(listed(await read(0, 20))).toEqual([first[0]]);
  });

  it('keeps the whole events of a last packet that is cut, and says what is missing', async () => {
    const start = recording.length - 28 - 16;
    const { cut, read } = await open(recording.slice(0, -3));
    expect(cut).toEqual({ offset: start, missing: 3, kept: 1 });
    expect(listed(await read(0, Infinity))).toEqual([...first, second[0]]);
    const header = await open(recording.slice(0, start + 5));
    expect(header.cut).toEqual({ offset: start, missing: 23, kept: 0 });
  });

  const packet = aedatHeading.length;
  const changed = (at: number, value: number): Uint8Array => {
    const bytes = aedatBytes(aedatPacket(first), aedatPacket(second));
    new DataView(bytes.buffer).setInt32(at, value, true);
    return bytes;
  };
  it.each([
    ['another kind of file', textBytes('<!DOCTYPE html>'), 'AEDAT_HEADER'],
    ['a header without end', textBytes('#!AER-DAT3.1\r\n#'), 'AEDAT_HEADER'],
    ['another version', concat(textBytes('#!AER-DAT2.0\r\n'), [1, 2, 3]), 'AEDAT_VERSION'],
    ['events of another size', changed(packet + 4, 12), 'AEDAT_PACKET'],
    ['events of no size', changed(packet + 4, 0), 'AEDAT_PACKET'],
    ['times elsewhere', changed(packet + 8, 0), 'AEDAT_PACKET'],
    ['a negative overflow', changed(packet + 12, -1), 'AEDAT_PACKET'],
    ['a negative capacity', changed(packet + 16, -1), 'AEDAT_PACKET'],
    ['more events than room', changed(packet + 20, 3), 'AEDAT_PACKET'],
    ['a negative time', changed(packet + 32, -1), 'AEDAT_PACKET'],
    ['events beyond the camera', changed(packet + 28, (128 << 17) | 1), 'EVENTS_RANGE'],
    ['times that go back within a packet', changed(packet + 28 + 12, 5), 'AEDAT_ORDER'],
  ])('refuses %s', async (_, bytes, code) => {
    const reading = open(bytes).then((whole) => whole.read(0, Infinity));
    await expect(reading).rejects.toThrow(DataFileError);
    await expect(reading).rejects.toMatchObject({ code });
  });

  it('says what to do with events that are not sorted', async () => {
    const { read } = await open(changed(packet + 28 + 12, 5));
    await expect(read(0, Infinity)).rejects.toThrow(/expected a time of 10 µs or more, got 5\. .*sort them and write/);
  });
});
