import { float16Table } from './float16.ts';
import type { HeapReference } from './hdf5/global-heap.ts';
import { readVectors } from './hdf5/global-heap.ts';
import { openHdf5 } from './hdf5/hdf5-file.ts';
import type { Hdf5Source } from './hdf5/hdf5-source.ts';
import { decodeNumbers, type NumberType } from './number-type.ts';
import type { Vectors } from './hdf5/vectors.ts';
import type { RandomAccess } from './random-access.ts';

/** Spikes of some examples, one after the other, in the order of the file. */
export interface SpikeSlice {
  /** Where the spikes of each example start; one more entry than there are examples. */
  readonly offsets: Uint32Array;
  /** Time of each spike in s. */
  readonly times: Float32Array;
  /** Unit of each spike. */
  readonly units: Uint16Array;
}

/** People whose voices a file holds, by the number of the speaker. */
export interface Speakers {
  /** `male` or `female`, as the file has it. */
  readonly gender: readonly string[];
  /** Age in years. */
  readonly age: readonly number[];
  /** Height in cm. */
  readonly bodyHeight: readonly number[];
}

/** A file in the layout of the Heidelberg spiking data sets. */
export interface SpikeFile {
  /** Number of examples. */
  readonly size: number;
  /** Class of each example. */
  readonly labels: Uint16Array;
  /** What the classes are, in words, if the file says so. */
  readonly keys: readonly string[] | undefined;
  /** Number of the speaker of each example, if the file says so. */
  readonly speaker: Uint16Array | undefined;
  /** What is known of the speakers; SHD has it, SSC has not. */
  readonly speakers: Speakers | undefined;
  /**
   * Reads the spikes of a range of examples. Memory is that of its spikes and a few MiB.
   *
   * @param from - first example
   * @param to - the example after the last
   */
  read(from: number, to: number): Promise<SpikeSlice>;
}

/** What is expected of a file of spikes. */
export interface SpikeFileExpectation {
  /** Number of units: a spike of a unit beyond makes an error. */
  readonly units: number;
}

const wrong = 'This is another kind of file, or a damaged one: get the one that belongs here.';

/**
 * Opens an HDF5 file of spikes in the layout of SHD and SSC (B. Cramer et al., IEEE TNNLS 33(7), 2022,
 * doi:10.1109/TNNLS.2020.3044364): `spikes/times` and `spikes/units` are vectors, one per example, `labels` the classes,
 * and `extra` says who speaks what.
 *
 * Only what is asked for is read. Times are widened from half precision, which is exact. Throws `DataFileError` if the
 * file is damaged or laid out otherwise.
 *
 * @param file - the file, unpacked
 * @param expected - number of units
 */
export async function openSpikeFile(file: RandomAccess, expected: SpikeFileExpectation): Promise<SpikeFile> {
  const hdf5 = await openHdf5(file);
  const { source } = hdf5;
  const times = await hdf5.vectors('spikes/times');
  const units = await hdf5.vectors('spikes/units');
  const labels = await hdf5.numbers('labels');
  const size = labels.length;
  for (const [path, length] of [
    ['spikes/times', times.size],
    ['spikes/units', units.size],
  ] as const) {
    if (length !== size) source.refuse('HDF5_CORRUPT', 0, `${size} vectors in ${path}, one per label`, `${length}`);
  }
  if (units.type.kind !== 'integer') source.refuse('HDF5_TYPE', 0, 'whole numbers as units', 'floating point', wrong);
  const keys = (await hdf5.has('extra/keys')) ? await hdf5.strings('extra/keys') : undefined;
  const speaker = (await hdf5.has('extra/speaker')) ? await hdf5.numbers('extra/speaker') : undefined;
  if (speaker && speaker.length !== size) {
    source.refuse('HDF5_CORRUPT', 0, `${size} speakers in extra/speaker, one per label`, `${speaker.length}`);
  }
  const speakers = (await hdf5.has('extra/meta_info/gender'))
    ? {
        gender: await hdf5.strings('extra/meta_info/gender'),
        age: Array.from(await hdf5.numbers('extra/meta_info/age')),
        bodyHeight: Array.from(await hdf5.numbers('extra/meta_info/body_height')),
      }
    : undefined;
  return {
    size,
    labels: wholeNumbers(source, 'labels', labels, keys?.length ?? 65536),
    keys,
    speaker: speaker && wholeNumbers(source, 'extra/speaker', speaker, 65536),
    speakers,
    read: (from, to) => readSlice(source, { times, units }, { from, to, channels: expected.units }),
  };
}

/** Numbers of a file as whole numbers below a limit. */
function wholeNumbers(source: Hdf5Source, path: string, values: Float64Array, limit: number): Uint16Array {
  const bad = values.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < limit));
  if (bad >= 0) {
    source.refuse('LABEL_RANGE', 0, `whole numbers 0 … ${limit - 1} in ${path}`, `${values[bad]} at ${bad}`, wrong);
  }
  return Uint16Array.from(values);
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly channels: number;
}

async function readSlice(
  source: Hdf5Source,
  { times, units }: { readonly times: Vectors; readonly units: Vectors },
  { from, to, channels }: Range,
): Promise<SpikeSlice> {
  const size = to - from;
  const references = [...(await times.references(from, to)), ...(await units.references(from, to))];
  const offsets = new Uint32Array(size + 1);
  for (let e = 0; e < size; e++) {
    const { count } = references[e];
    const other = references[size + e].count;
    if (count !== other) {
      source.refuse('HDF5_CORRUPT', 0, `${count} units for the ${count} times of example ${from + e}`, `${other}`);
    }
    offsets[e + 1] = offsets[e] + count;
  }
  const total = references.reduce((sum, { count }: HeapReference, v) => sum + (v < size ? count : 0), 0);
  // Every spike has bytes of its own, so that no file asks for much more memory than it has bytes.
  if (total * (times.type.size + units.type.size) > source.file.size) {
    source.refuse('HDF5_CORRUPT', 0, 'no more spikes than the file has bytes for', `${total}`);
  }
  const slice = { offsets, times: new Float32Array(total), units: new Uint16Array(total) };
  const takeTimes = timeReader(source, times.type);
  const takeUnits = unitReader(source, units.type, channels);
  await readVectors(
    source,
    references,
    (vector) => (vector < size ? times : units).type.size,
    (vector, bytes) => {
      const e = vector < size ? vector : vector - size;
      if (vector < size) takeTimes(bytes, slice.times.subarray(offsets[e], offsets[e + 1]), from + e);
      else takeUnits(bytes, slice.units.subarray(offsets[e], offsets[e + 1]), from + e);
    },
  );
  return slice;
}

let halves: Float32Array | undefined;

/** Half-precision numbers as times: those that are none, below zero or infinite, as NaN. */
function halfTimes(): Float32Array {
  halves ??= float16Table().map((value) => (value >= 0 && value < Infinity ? value : NaN));
  return halves;
}

function timeReader(source: Hdf5Source, type: NumberType): (bytes: Uint8Array, into: Float32Array, e: number) => void {
  const half = type.kind === 'float' && type.size === 2 && type.littleEndian;
  const table = halfTimes();
  return (bytes, into, e) => {
    let sound = true;
    if (half) {
      for (let k = 0; k < into.length; k++) {
        const t = table[bytes[2 * k] | (bytes[2 * k + 1] << 8)];
        sound &&= t >= 0;
        into[k] = t;
      }
    } else {
      decodeNumbers(type, bytes, into);
      sound = into.every((t) => t >= 0 && t < Infinity);
    }
    if (!sound) source.refuse('HDF5_CORRUPT', 0, `times of 0 s or more in example ${e}`, 'others');
  };
}

function unitReader(
  source: Hdf5Source,
  type: NumberType,
  channels: number,
): (bytes: Uint8Array, into: Uint16Array, e: number) => void {
  const short = type.size === 2 && !type.signed && type.littleEndian;
  return (bytes, into, e) => {
    let largest = 0;
    if (short) {
      for (let k = 0; k < into.length; k++) {
        const unit = bytes[2 * k] | (bytes[2 * k + 1] << 8);
        if (unit > largest) largest = unit;
        into[k] = unit;
      }
    } else {
      const wide = new Float64Array(into.length);
      decodeNumbers(type, bytes, wide);
      largest = wide.reduce((most, unit) => (unit < 0 ? Infinity : Math.max(most, unit)), 0);
      into.set(wide);
    }
    if (into.length > 0 && largest >= channels) {
      source.refuse('LABEL_RANGE', 0, `units 0 … ${channels - 1} in example ${e}`, `${largest}`, wrong);
    }
  };
}
