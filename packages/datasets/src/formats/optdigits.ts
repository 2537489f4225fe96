import { linesOf } from './text-lines.ts';

/** Digits of 8 × 8 pixels. */
export interface OpticalDigits {
  /** Number of digits. */
  readonly size: number;
  /** Pixels, 0 … 16, digit after digit, row after row from the top. */
  readonly pixels: Uint8Array;
  /** Which digit each is. */
  readonly labels: Uint8Array;
}

const PIXELS = 64;
const INK = 16;

/**
 * Reads the optical digits of the UCI repository (E. Alpaydin, C. Kaynak 1998, doi:10.24432/C50P49): 64 numbers 0 … 16
 * and the digit, with commas between them, one digit per line.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 */
export function parseOptdigits(file: string, bytes: Uint8Array): OpticalDigits {
  const rows: number[][] = [];
  for (const { text, refuse } of linesOf(file, bytes)) {
    const row = text.split(',');
    if (row.length !== PIXELS + 1 || !row.every((field) => /^ *\d{1,2} *$/.test(field))) {
      refuse(`${PIXELS + 1} whole numbers with commas between them`);
    }
    const values = row.map(Number);
    if (values.some((value, at) => value > (at < PIXELS ? INK : 9))) {
      refuse(`pixels 0 … ${INK} and a digit 0 … 9`);
    }
    rows.push(values);
  }
  return {
    size: rows.length,
    pixels: Uint8Array.from(rows.flatMap((row) => row.slice(0, PIXELS))),
    labels: Uint8Array.from(rows, (row) => row[PIXELS]),
  };
}
