import { DataFileError } from '../data-file-error.ts';
import { linesOf, type TextLine } from './text-lines.ts';
import { sampleFormats } from './wfdb-samples.ts';

/** What the header of a record says of one of its signals. */
export interface WfdbSignal {
  /** What it is of, such as the lead of an electrocardiogram; empty if the header does not say. */
  readonly description: string;
  /** Unit of the quantity that was recorded. */
  readonly unit: string;
  /** Steps of the converter per unit: (sample − baseline) / gain is the quantity. */
  readonly gain: number;
  /** Sample that stands for a quantity of 0. */
  readonly baseline: number;
  /** Value of samples that were not recorded. */
  readonly missing: number;
  /** First sample, if the header says it. */
  readonly initial: number | undefined;
  /** Sum of all samples modulo 2¹⁶, −32768 … 32767, if the header says it. */
  readonly checksum: number | undefined;
  /** Name of the file that holds it. */
  readonly file: string;
  /** Number of the format of its samples. */
  readonly format: number;
  /** Byte of the file at which samples begin. */
  readonly offset: number;
}

/** The header of a record. */
export interface WfdbHeader {
  /** Samples per second and signal, in Hz. */
  readonly rate: number;
  /** Samples per signal, if the header says it. */
  readonly size: number | undefined;
  /** The signals, in the order in which files hold them. */
  readonly signals: readonly WfdbSignal[];
  /** Lines of comment, such as age, sex and medication. */
  readonly comments: readonly string[];
}

const LONGEST = 2 ** 16;
const RATE = 250;
const GAIN = 200;
const WHOLE = /^[-+]?\d{1,9}$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i;

/**
 * Reads the header of a WFDB record: a line about the record, then one for each signal.
 *
 * What the format leaves open has its defaults: 250 Hz, gain 200 per mV, baseline at the zero of the converter.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 * @internal
 */
export function parseWfdbHeader(file: string, bytes: Uint8Array): WfdbHeader {
  const refuse = (expected: string, got: string): never => {
    const advice = 'This is not the header of a record, or a damaged one: get the right one.';
    throw new DataFileError('WFDB_HEADER', { file, offset: bytes.length, within: 'file', expected, got, advice });
  };
  if (bytes.length > LONGEST) refuse(`a header of at most ${LONGEST} bytes`, `${bytes.length}`);
  const comments: string[] = [];
  const signals: WfdbSignal[] = [];
  let record: ReturnType<typeof readRecord> | undefined;
  for (const line of linesOf(file, bytes)) {
    if (line.text.startsWith('#')) comments.push(line.text.slice(1).trim());
    else if (record === undefined) record = readRecord(line);
    else if (signals.length < record.count) signals.push(readSignal(line, signals));
    else line.refuse(`no more than ${record.count} signals`, undefined, 'WFDB_HEADER');
  }
  if (record === undefined) return refuse('a line about the record', 'none');
  if (signals.length < record.count) refuse(`${record.count} signals`, `${signals.length}`);
  return { rate: record.rate, size: record.size, signals, comments };
}

/** Record, number of signals, rate, number of samples; what may follow is the time of the day. */
function readRecord(line: TextLine): Pick<WfdbHeader, 'rate' | 'size'> & { readonly count: number } {
  const [name, count = '', rate = `${RATE}`, size = '0'] = line.text.split(/\s+/);
  const refuse = (expected: string): never => line.refuse(expected, undefined, 'WFDB_HEADER');
  if (/^[\w-]+\/\d+$/.test(name)) {
    const advice = 'Its segments are records of their own: read each of them by its name.';
    line.refuse('a record of one piece', advice, 'WFDB_UNSUPPORTED');
  }
  if (!/^[\w-]+$/.test(name)) refuse('the name of a record');
  if (!/^[1-9]\d{0,3}$/.test(count)) refuse('a number of signals, 1 or more,');
  // A counter of another frequency may follow.
  const [frequency] = rate.split('/');
  if (!(numberIn(frequency) > 0)) refuse('a rate above 0 Hz');
  if (!/^\d{1,15}$/.test(size)) refuse('a number of samples');
  return { count: Number(count), rate: Number(frequency), size: Number(size) || undefined };
}

function readSignal(line: TextLine, before: readonly WfdbSignal[]): WfdbSignal {
  const [file, format = '', gain = '0', , zero = '0', initial, checksum, , ...description] = line.text.split(/\s+/);
  const refuse = (expected: string): never => line.refuse(expected, undefined, 'WFDB_HEADER');
  // It is looked for in the folder of the header and nowhere else.
  if (!/^\w[\w.-]{0,200}$/.test(file)) refuse('the name of a file, without a folder,');
  const packed = readFormat(line, format);
  const previous = before.at(-1);
  const shares = previous?.file === file;
  if (!shares && before.some((other) => other.file === file)) refuse('all signals of a file one after the other');
  if (shares && (previous.format !== packed.format || previous.offset !== packed.offset)) {
    refuse('the same format as of the signal before');
  }
  for (const whole of [zero, initial, checksum]) {
    if (whole !== undefined && !WHOLE.test(whole)) refuse('whole numbers for zero, first sample and checksum');
  }
  const [, steps = '', baseline = zero, unit = 'mV'] = /^([^(/]+)(?:\(([^()]*)\))?(?:\/(\S+))?$/.exec(gain) ?? [];
  if (!(numberIn(steps) >= 0)) refuse('a gain of 0 or more');
  if (!WHOLE.test(baseline)) refuse('a whole number as the baseline');
  return {
    description: description.join(' '),
    unit,
    // A gain of 0 says that nobody measured it.
    gain: Number(steps) || GAIN,
    baseline: Number(baseline),
    missing: sampleFormats[packed.format].missing,
    initial: initial === undefined ? undefined : Number(initial),
    checksum: checksum === undefined ? undefined : (Number(checksum) << 16) >> 16,
    file,
    ...packed,
  };
}

/** A number that is not infinite, or NaN. */
const numberIn = (text: string): number => (NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : NaN);

/** Format, samples per frame, skew and first byte. */
function readFormat(line: TextLine, text: string): Pick<WfdbSignal, 'format' | 'offset'> {
  const match = /^(\d{1,4})(?:x(\d{1,9}))?(?::(\d{1,9}))?(?:\+(\d{1,15}))?$/.exec(text);
  if (!match) return line.refuse('the number of a format', undefined, 'WFDB_HEADER');
  const [, format, perFrame = '1', skew = '0', offset = '0'] = match;
  const known = Object.keys(sampleFormats);
  const advice = 'Convert the record to format 16, for example with xform of the WFDB software.';
  const unsupported = (expected: string): never => line.refuse(expected, advice, 'WFDB_UNSUPPORTED');
  if (!known.includes(format)) unsupported(`samples of format ${known.join(', ')}`);
  if (Number(perFrame) !== 1) unsupported('one sample per frame');
  if (Number(skew) !== 0) unsupported('signals without skew');
  return { format: Number(format), offset: Number(offset) };
}
