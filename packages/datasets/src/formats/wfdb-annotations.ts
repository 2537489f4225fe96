import { DataFileError } from '../data-file-error.ts';
import { Section } from '../section.ts';
import { annotationSymbols } from './annotation-symbols.ts';

/** A mark at a sample of a record, such as a beat. */
export interface WfdbAnnotation {
  /** Which sample, from 0. */
  readonly sample: number;
  /** What it marks, as PhysioNet writes it: `N` for a normal beat, `+` for a change of rhythm; `[42]` for code 42, which has no meaning of its own. */
  readonly symbol: string;
  /** Kind of what it marks, −128 … 127; 0 in most. */
  readonly subtype: number;
  /** Signal that it is about, from 0. */
  readonly channel: number;
  /** Number that the program or person who annotates gives a meaning, −128 … 127. */
  readonly number: number;
  /** Text that belongs to it, such as the name of a rhythm; empty in most. */
  readonly text: string;
}

// Codes above those of annotations say more of the one before, or where the next one is.
const LAST_CODE = 49;
const SKIP = 59;
const NUM = 60;
const SUB = 61;
const CHN = 62;
const AUX = 63;
const NOTE = '"';

const texts = { truncated: 'WFDB_TRUNCATED', advice: 'The file is incomplete or damaged: get it again.' } as const;

/**
 * Reads the annotations of a WFDB record in the format of the MIT, such as `100.atr`.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 * @param rate - samples per second of the record, in Hz: annotations that state another one are refused
 */
export function parseWfdbAnnotations(file: string, bytes: Uint8Array, rate: number): WfdbAnnotation[] {
  const all = new Section(file, 0, bytes, texts);
  const refuse = (at: number, expected: string, got: string): never => all.refuse('WFDB_ANNOTATION', at, expected, got);
  const annotations: { -readonly [K in keyof WfdbAnnotation]: WfdbAnnotation[K] }[] = [];
  let sample = 0;
  let number = 0;
  let channel = 0;
  for (let at = 0; ;) {
    const word = all.u16(at);
    if (word === 0) {
      const more = bytes.findIndex((byte, b) => b >= at && byte !== 0);
      if (more >= 0) refuse(more, `nothing after the end of the annotations at byte ${at}`, 'more bytes');
      break;
    }
    const code = word >> 10;
    const value = word & 1023;
    // What follows an annotation is about it; numbers and channels are about the ones after it as well.
    const last = annotations.at(-1);
    if (code === SKIP) {
      // The upper half comes first.
      sample += (all.u16(at + 2) << 16) | all.u16(at + 4);
      at += 6;
      continue;
    }
    if (code >= 1 && code <= LAST_CODE) {
      sample += value;
      if (sample < 0 || !Number.isSafeInteger(sample)) refuse(at, 'a sample from 0', `${sample}`);
      annotations.push({
        sample,
        symbol: annotationSymbols[code] ?? `[${code}]`,
        subtype: 0,
        channel,
        number,
        text: '',
      });
    } else if (last === undefined || code < NUM) {
      return refuse(at, last ? 'a code 1 … 49 or 59 … 63' : 'an annotation', `code ${code}`);
    } else if (code === NUM) last.number = number = signedByte(value);
    else if (code === SUB) last.subtype = signedByte(value);
    else if (code === CHN) last.channel = channel = value & 255;
    else if (code === AUX) {
      last.text = readText(all.part(at + 2, value));
      if (last.symbol === NOTE) requireRate(all, at, last.text, rate);
      at += value + (value % 2);
    }
    at += 2;
  }
  return annotations;
}

const signedByte = (value: number): number => (value << 24) >> 24;

/** Text up to the byte that ends it, if there is one. */
function readText({ bytes }: Section): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Refuses annotations whose times count something else than samples. */
function requireRate({ file }: Section, offset: number, text: string, rate: number): void {
  const stated = /^## time resolution: *(\S+)/.exec(text)?.[1];
  if (stated === undefined || Number(stated) === rate) return;
  throw new DataFileError('WFDB_UNSUPPORTED', {
    file,
    offset,
    within: 'file',
    expected: `times that count samples, ${rate} per second`,
    got: `${stated.slice(0, 20)} per second`,
    advice: 'Write the annotations anew in samples of the record, for example with wrann of the WFDB software.',
  });
}
