import type { RandomAccess } from '../random-access.ts';
import { Section } from '../section.ts';
import { type CameraEvents, type CameraShape, firstEvents, roomFor } from './camera-events.ts';

/** What is missing at the end of a recording that was cut. */
export interface CutEnd {
  /** Byte at which the packet begins that is not whole. */
  readonly offset: number;
  /** Bytes that it lacks. */
  readonly missing: number;
  /** Whole events of it that are read all the same. */
  readonly kept: number;
}

/** A recording of an event camera. */
export interface AedatRecording {
  /** Time of the first event in µs; 0 if there is none. */
  readonly start: number;
  /** Number of events, those marked as invalid included. */
  readonly size: number;
  /** What is missing if the file was cut: tell the user. */
  readonly cut: CutEnd | undefined;
  /**
   * Reads the events of a span of time. Memory is that of its events and half a MiB.
   *
   * @param from - first time in µs
   * @param to - the time after the last, in µs
   */
  read(from: number, to: number): Promise<CameraEvents>;
}

/** Events that are read at once. */
interface Segment {
  readonly offset: number;
  readonly count: number;
  /** Time of its first event in µs. */
  readonly start: number;
  /** What the clock lacks, in µs. */
  readonly overflow: number;
}

const texts = { truncated: 'AEDAT_TRUNCATED', advice: 'The file is damaged: get it again.' } as const;
const LONGEST_HEADER = 2 ** 16;
const HEADER = 28;
const POLARITY = 1;
const EVENT = 8;
const SEGMENT = 2 ** 16;

/**
 * Opens a recording in the format AEDAT 3.1: a text header, then packets of events, of which those of polarity are read.
 *
 * A recording whose end is missing is read as far as it goes, and says so in `cut`. Throws `DataFileError` if it is
 * damaged or in another version of the format.
 *
 * @param file - the recording
 * @param shape - size of the camera
 */
export async function openAedat(file: RandomAccess, shape: CameraShape): Promise<AedatRecording> {
  const { name, size } = file;
  const section = async (offset: number, length: number): Promise<Section> =>
    new Section(name, offset, await file.read(offset, Math.max(0, Math.min(length, size - offset))), texts);
  const segments: Segment[] = [];
  let cut: CutEnd | undefined;
  let ordered = true;
  let latest = -Infinity;
  for (let at = headerLength(await section(0, LONGEST_HEADER)); at < size;) {
    const header = await section(at, HEADER);
    if (header.length < HEADER) {
      cut = { offset: at, missing: HEADER - header.length, kept: 0 };
      break;
    }
    const packet = readHeader(header);
    const bytes = packet.capacity * packet.eventSize;
    const whole = Math.min(packet.count, Math.floor((size - at - HEADER) / packet.eventSize));
    if (bytes > size - at - HEADER) cut = { offset: at, missing: bytes - (size - at - HEADER), kept: whole };
    for (let e = 0; packet.type === POLARITY && e < whole; e += SEGMENT) {
      const offset = at + HEADER + e * EVENT;
      const start = timeOf(await section(offset, EVENT), 0, packet.overflow);
      ordered &&= start >= latest;
      latest = start;
      segments.push({ offset, count: Math.min(SEGMENT, whole - e), start, overflow: packet.overflow });
    }
    at += HEADER + bytes;
  }

  return {
    start: segments.length > 0 ? segments[0].start : 0,
    size: segments.reduce((sum, { count }) => sum + count, 0),
    cut,
    async read(from, to) {
      const wanted = segments.filter(({ start }, s) => {
        if (!ordered) return true;
        // The last before the span may reach into it.
        return start < to && (s + 1 === segments.length || segments[s + 1].start >= from);
      });
      const parts: CameraEvents[] = [];
      for (const segment of wanted) {
        const events = await section(segment.offset, segment.count * EVENT);
        events.need(0, segment.count * EVENT);
        parts.push(decode(events, segment, { shape, from, to, least: ordered ? segment.start : -Infinity }));
      }
      return joinEvents(parts);
    },
  };
}

/** Number of bytes before the first packet. Data may begin with the character that begins a line of the header. */
function headerLength(head: Section): number {
  const wrong = 'This is not an AEDAT file, or a damaged one: get the right one.';
  const text = String.fromCharCode(...head.bytes.subarray(0, 32));
  const version = /^#!AER-DAT(\d+\.\d+)\r?\n/.exec(text)?.[1];
  if (version === undefined) head.refuse('AEDAT_HEADER', 0, 'a line #!AER-DAT3.1', 'another', wrong);
  if (version !== '3.1') {
    head.refuse('AEDAT_VERSION', 9, 'version 3.1', version, 'Convert it, for example with the tools of its camera.');
  }
  const end = /\n#!END-HEADER\r?\n/.exec(new TextDecoder('latin1').decode(head.bytes));
  if (!end) return head.refuse('AEDAT_HEADER', head.length, 'a line #!END-HEADER', 'none', wrong);
  return end.index + end[0].length;
}

interface PacketHeader {
  readonly type: number;
  readonly eventSize: number;
  readonly overflow: number;
  readonly capacity: number;
  readonly count: number;
}

function readHeader(header: Section): PacketHeader {
  const [eventSize, stamp, overflow, capacity, count] = [4, 8, 12, 16, 20].map((at) => header.i32(at));
  const type = header.u16(0);
  const refuse = (at: number, want: string, got: number): never => header.refuse('AEDAT_PACKET', at, want, `${got}`);
  if (eventSize < 1) refuse(4, 'events of at least one byte', eventSize);
  if (type === POLARITY && eventSize !== EVENT) refuse(4, 'polarity events of 8 bytes', eventSize);
  if (type === POLARITY && stamp !== 4) refuse(8, 'the time at byte 4 of an event', stamp);
  if (overflow < 0) refuse(12, 'a number of overflows, 0 or more', overflow);
  if (capacity < 0) refuse(16, 'a capacity of 0 or more', capacity);
  if (count < 0 || count > capacity) refuse(20, `a number of events, 0 … ${capacity}`, count);
  return { type, eventSize, overflow: overflow * 2 ** 31, capacity, count };
}

function timeOf(events: Section, at: number, overflow: number): number {
  const time = events.i32(at + 4);
  if (time < 0) events.refuse('AEDAT_PACKET', at + 4, 'a time of 0 µs or more', `${time}`);
  return time + overflow;
}

interface Span {
  readonly shape: CameraShape;
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

function decode(events: Section, { count, overflow }: Segment, { shape, from, to, least }: Span): CameraEvents {
  const decoded = roomFor(count);
  let kept = 0;
  for (let e = 0; e < count; e++) {
    const at = e * EVENT;
    const data = events.u32(at);
    if ((data & 1) === 0) continue;
    const time = timeOf(events, at, overflow);
    // What is looked for by the first time of each packet would be missed.
    if (time < least) {
      const advice =
        'The events of a packet must be sorted by time: sort them and write the recording anew, for example with the ' +
        'tools of its camera; if it was published like this, it is damaged: get it again.';
      events.refuse('AEDAT_ORDER', at + 4, `a time of ${least} µs or more`, `${time}`, advice);
    }
    if (time < from || time >= to) continue;
    const x = data >>> 17;
    const y = (data >>> 2) & 0x7fff;
    if (x >= shape.width || y >= shape.height) {
      const advice = 'This is a damaged file, or one of another camera: get the right one.';
      events.refuse('EVENTS_RANGE', at, `x below ${shape.width}, y below ${shape.height}`, `x ${x}, y ${y}`, advice);
    }
    decoded.times[kept] = time;
    decoded.x[kept] = x;
    decoded.y[kept] = y;
    decoded.channel[kept++] = (data >> 1) & 1;
  }
  return firstEvents(decoded, kept);
}

function joinEvents(parts: readonly CameraEvents[]): CameraEvents {
  const whole = roomFor(parts.reduce((sum, { times }) => sum + times.length, 0));
  let at = 0;
  for (const { times, x, y, channel } of parts) {
    whole.times.set(times, at);
    whole.x.set(x, at);
    whole.y.set(y, at);
    whole.channel.set(channel, at);
    at += times.length;
  }
  return whole;
}
