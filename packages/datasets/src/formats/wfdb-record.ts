import { DataFileError } from '../data-file-error.ts';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { requireInteger } from '../dataset-option-error.ts';
import { type FileFolder, requirePath } from '../file-folder.ts';
import type { RandomAccess } from '../random-access.ts';
import { Section } from '../section.ts';
import { parseWfdbHeader, type WfdbHeader, type WfdbSignal } from './wfdb-header.ts';
import { type SampleFormat, sampleFormats } from './wfdb-samples.ts';

/** A record of signals, such as an electrocardiogram of several leads. */
export interface WfdbRecord extends WfdbHeader {
  /** Path of its header, for errors. */
  readonly name: string;
  /** Samples per signal. */
  readonly size: number;
  /**
   * Reads samples of all signals, as the converter gave them. Memory is that of these and half a MiB. Who reads them all
   * gets them checked as by `verify`.
   *
   * @param from - first sample, from 0
   * @param to - the sample after the last
   */
  read(from: number, to: number): Promise<Int16Array[]>;
  /** Reads the whole record, piece by piece, and refuses it if first samples or checksums are not those of its header. */
  verify(): Promise<void>;
}

/** Signals of one file, which holds a sample of each in turn. */
interface SignalFile {
  readonly file: RandomAccess;
  readonly format: SampleFormat;
  readonly offset: number;
  readonly signals: WfdbSignal[];
}

/** First sample and sum of a signal. */
interface Total {
  readonly first: number;
  sum: number;
}

const texts = { truncated: 'WFDB_TRUNCATED', advice: 'The file is incomplete or damaged: get it again.' } as const;
const PIECE = 2 ** 17;

/**
 * Opens a record in the WFDB format of PhysioNet: a header `100.hea`, and the files of samples that it names, such as
 * `100.dat`.
 *
 * Samples of formats 212, 16 and 80 are read, one per frame. Throws `DataFileError` if the record is damaged or of another
 * format, and `DataFileMissingError` if a file is not there.
 *
 * @param folder - the folder of the record, or one above it
 * @param name - name of the record, such as `100`
 */
export async function openWfdbRecord(folder: FileFolder, name: string): Promise<WfdbRecord> {
  const path = requirePath(folder, `${name}.hea`, 'Give the folder that holds the header of the record.');
  const headerFile = await folder.open(path);
  // One byte more than a header may have shows that it has.
  const header = parseWfdbHeader(headerFile.name, await headerFile.read(0, Math.min(headerFile.size, 2 ** 16 + 1)));
  const files = await openFiles(folder, path.slice(0, path.lastIndexOf('/') + 1), header);
  const room = Math.min(...files.map(framesIn));
  const { size = room } = header;
  for (const { file, format, offset, signals } of files) {
    const end = offset + Math.ceil(size * signals.length * format.bytes);
    if (end > file.size) {
      new Section(file.name, file.size, new Uint8Array(0), texts).need(0, end - file.size);
    }
  }
  const readFrames = async (from: number, to: number): Promise<Int16Array[]> => {
    const parts: Int16Array[][] = [];
    for (const file of files) parts.push(await readPart(file, from, to));
    return parts.flat();
  };
  return {
    ...header,
    name: headerFile.name,
    size,
    async read(from, to) {
      requireInteger('WfdbRecord.read', 'to', to, { min: 0, max: size });
      requireInteger('WfdbRecord.read', 'from', from, { min: 0, max: to });
      const values = await readFrames(from, to);
      if (from === 0 && to === size) requireTotals(files, values.map(totalOf));
      return values;
    },
    async verify() {
      const frames = Math.ceil(PIECE / header.signals.length);
      let totals: Total[] | undefined;
      for (let from = 0; from < size; from += frames) {
        const found = (await readFrames(from, Math.min(size, from + frames))).map(totalOf);
        totals?.forEach((total, s) => (total.sum += found[s].sum));
        totals ??= found;
      }
      if (totals) requireTotals(files, totals);
    },
  };
}

async function openFiles(folder: FileFolder, base: string, { signals }: WfdbHeader): Promise<SignalFile[]> {
  const files: SignalFile[] = [];
  for (const [s, signal] of signals.entries()) {
    if (s > 0 && signals[s - 1].file === signal.file) {
      files[files.length - 1].signals.push(signal);
      continue;
    }
    const path = base + signal.file;
    if (!folder.paths.includes(path)) {
      const advice = 'The header of the record names it: get it too.';
      throw new DataFileMissingError(signal.file, [`${folder.name}/${path}`], advice);
    }
    const { format, offset } = signal;
    files.push({ file: await folder.open(path), format: sampleFormats[format], offset, signals: [signal] });
  }
  return files;
}

function framesIn({ file, format, offset, signals }: SignalFile): number {
  const samples = Math.floor(Math.max(0, file.size - offset) / format.bytes);
  return Math.floor(samples / signals.length);
}

async function readPart(
  { file, format, offset, signals }: SignalFile,
  from: number,
  to: number,
): Promise<Int16Array[]> {
  const { length: width } = signals;
  const values = signals.map(() => new Int16Array(to - from));
  const frames = Math.ceil(PIECE / width);
  for (let start = from; start < to; start += frames) {
    const end = Math.min(to, start + frames);
    // Two samples may share bytes.
    const odd = (start * width) % 2;
    const at = offset + (start * width - odd) * format.bytes;
    const length = Math.ceil((odd + (end - start) * width) * format.bytes);
    const piece = new Section(file.name, at, await file.read(at, length), texts);
    piece.need(0, length);
    let sample = odd;
    for (let frame = start - from; frame < end - from; frame++) {
      for (let s = 0; s < width; s++) values[s][frame] = format.at(piece.bytes, sample++);
    }
  }
  return values;
}

const totalOf = (values: Int16Array): Total => ({
  first: values[0],
  sum: values.reduce((sum, value) => sum + value, 0),
});

/** Refuses samples that the header does not fit. */
function requireTotals(files: readonly SignalFile[], totals: readonly Total[]): void {
  let at = 0;
  for (const { file, offset, signals } of files) {
    for (const { initial, checksum, description } of signals) {
      const { first, sum } = totals[at++];
      const refuse = (what: string, expected: number, got: number): never => {
        throw new DataFileError('CHECKSUM', {
          file: file.name,
          offset,
          within: 'file',
          expected: `${expected} as the ${what} of signal ${at - 1} (${description}), as the header says`,
          got: `${got}`,
          advice: 'Samples or header are damaged: get both again.',
        });
      };
      if (initial !== undefined && first !== initial && first !== undefined) refuse('first sample', initial, first);
      const found = ((sum % 2 ** 16) << 16) >> 16;
      if (checksum !== undefined && found !== checksum) refuse('checksum', checksum, found);
    }
  }
}
