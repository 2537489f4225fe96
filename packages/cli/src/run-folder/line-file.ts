import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { RunFolderError } from '../cli-error.ts';

/** A file of JSON objects, one per line, that only grows; every line is in the hands of the system when `append` returns. */
export class LineFile {
  private readonly file: number;
  private length: number;

  /**
   * Opens a file, or makes it.
   *
   * @param path - where
   * @param keep - bytes to keep; all if left out. What follows them is cut off.
   */
  constructor(path: string, keep?: number) {
    this.file = openSync(path, 'a');
    const { size } = fstatSync(this.file);
    if (keep !== undefined && size < keep) {
      closeSync(this.file);
      throw new RunFolderError(
        path,
        `has ${size} bytes, but the checkpoint was written after ${keep}. It was changed or replaced; put the old one ` +
          'back, or start a new run in another folder.',
      );
    }
    this.length = keep ?? size;
    if (size > this.length) ftruncateSync(this.file, this.length);
  }

  /** Adds a line. @param row - its object */
  append(row: object): void {
    const line = Buffer.from(`${JSON.stringify(row)}\n`);
    let written = 0;
    while (written < line.length) written += writeSync(this.file, line, written);
    this.length += line.length;
  }

  /** Brings everything to the disk. @returns bytes so far */
  sync(): number {
    fdatasyncSync(this.file);
    return this.length;
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.file);
  }
}

/** The objects of such a file; a last line without its end is left out. @param path - where */
export function readLines(path: string): readonly unknown[] {
  const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as unknown);
}
