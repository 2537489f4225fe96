import { DataFileError, type DataFileProblem } from './data-file-error.ts';

/** What a reader says of bytes that are not there: a code of its own format, and what to do. */
export interface SectionTexts {
  /** Code of the error about bytes that are missing. */
  readonly truncated: DataFileProblem;
  /** What to do about a damaged file. */
  readonly advice: string;
}

/**
 * Some bytes of a file, and where in the file they lie. Every read is checked: beyond the end is a named error, never a
 * wrong value.
 *
 * @internal
 */
export class Section {
  readonly file: string;
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly #texts: SectionTexts;
  readonly #view: DataView;

  constructor(file: string, start: number, bytes: Uint8Array, texts: SectionTexts) {
    this.file = file;
    this.start = start;
    this.bytes = bytes;
    this.#texts = texts;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Number of bytes. */
  get length(): number {
    return this.bytes.length;
  }

  /** Refuses the file because of what stands at a byte of this section. */
  refuse(code: DataFileProblem, at: number, expected: string, got: string, advice = this.#texts.advice): never {
    throw new DataFileError(code, { file: this.file, offset: this.start + at, within: 'file', expected, got, advice });
  }

  /** Refuses the file unless these bytes are there. */
  need(at: number, length: number): void {
    if (at >= 0 && length >= 0 && at + length <= this.length) return;
    const more = `${Math.max(0, this.length - at)}`;
    this.refuse(this.#texts.truncated, Math.min(Math.max(at, 0), this.length), `${length} byte(s)`, more);
  }

  /** A part of it. */
  part(at: number, length: number): Section {
    this.need(at, length);
    return new Section(this.file, this.start + at, this.bytes.subarray(at, at + length), this.#texts);
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.bytes[at];
  }

  u16(at: number): number {
    this.need(at, 2);
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    this.need(at, 4);
    return this.#view.getUint32(at, true);
  }

  i32(at: number): number {
    this.need(at, 4);
    return this.#view.getInt32(at, true);
  }

  /** An unsigned 64-bit number. Above 2⁵³ it is rounded: larger than any file, so that every comparison holds. */
  u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }

  /** Bytes as characters of Latin-1. */
  latin1(at: number, length: number): string {
    this.need(at, length);
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }
}
