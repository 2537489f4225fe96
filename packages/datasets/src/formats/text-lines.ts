import { DataFileError, type DataFileProblem } from '../data-file-error.ts';

/** A line of a text file that is not empty. */
export interface TextLine {
  /** Its characters, without those of the end of the line. */
  readonly text: string;
  /** Refuses the file because of this line. */
  refuse(expected: string, advice?: string, code?: DataFileProblem): never;
}

/**
 * Lines of a text file, without empty ones.
 *
 * @internal
 */
export function* linesOf(file: string, bytes: Uint8Array): Generator<TextLine> {
  let start = 0;
  let number = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const text = new TextDecoder().decode(bytes.subarray(start, end)).trim();
    const offset = start;
    number++;
    if (text !== '') yield { text, refuse: refuseLine(file, offset, number, text) };
    start = end + 1;
  }
}

function refuseLine(file: string, offset: number, number: number, text: string): TextLine['refuse'] {
  return (expected, advice = 'The file is damaged or another one: get the right one.', code = 'TEXT_LINE') => {
    const got = text.length > 60 ? `"${text.slice(0, 60)}" and more` : `"${text}"`;
    const where = `${expected} in line ${number}`;
    throw new DataFileError(code, { file, offset, within: 'file', expected: where, got, advice });
  };
}
