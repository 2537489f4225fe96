import { GrowconeError } from '@growcone/core';

/** What can be wrong with a data file. */
export type DataFileProblem =
  | 'GZIP_HEADER'
  | 'GZIP_TRUNCATED'
  | 'GZIP_CORRUPT'
  | 'GZIP_TRAILING_BYTES'
  | 'GZIP_TOO_LARGE'
  | 'IDX_MAGIC'
  | 'IDX_TYPE'
  | 'IDX_DIMENSIONS'
  | 'IDX_SIZE'
  | 'IDX_TRUNCATED'
  | 'IDX_TRAILING_BYTES'
  | 'LABEL_RANGE'
  | 'EVENT_TIME'
  | 'CHECKSUM'
  | 'HDF5_SIGNATURE'
  | 'HDF5_TRUNCATED'
  | 'HDF5_CORRUPT'
  | 'HDF5_UNSUPPORTED'
  | 'HDF5_MISSING'
  | 'HDF5_TYPE'
  | 'HDF5_TOO_LARGE'
  | 'EVENTS_TRUNCATED'
  | 'EVENTS_RANGE'
  | 'AEDAT_HEADER'
  | 'AEDAT_VERSION'
  | 'AEDAT_PACKET'
  | 'AEDAT_TRUNCATED'
  | 'AEDAT_ORDER'
  | 'NPY_MAGIC'
  | 'NPY_HEADER'
  | 'NPY_TYPE'
  | 'NPY_SIZE'
  | 'NPY_TRUNCATED'
  | 'WAV_FORMAT'
  | 'WAV_TRUNCATED'
  | 'WFDB_HEADER'
  | 'WFDB_UNSUPPORTED'
  | 'WFDB_TRUNCATED'
  | 'WFDB_ANNOTATION'
  | 'TEXT_LINE'
  | 'ARCHIVE_PATH'
  | 'ARCHIVE_KIND'
  | 'ARCHIVE_TOO_LARGE'
  | 'ZIP_TRUNCATED'
  | 'ZIP_DIRECTORY'
  | 'ZIP_ENTRY'
  | 'ZIP_UNSUPPORTED'
  | 'TAR_TRUNCATED'
  | 'TAR_HEADER';

/** Where a data file is wrong, and how. */
export interface DataFileFault {
  /** Path of the file. */
  readonly file: string;
  /** Byte at which the fault shows, counted from 0. */
  readonly offset: number;
  /** What `offset` counts: bytes of the file, or bytes of its content once decompressed. */
  readonly within: 'file' | 'content';
  /** What should be there. */
  readonly expected: string;
  /** What is there. */
  readonly got: string;
  /** What to do about it. */
  readonly advice: string;
}

/** A data file is truncated, corrupted or not the file that it should be. */
export class DataFileError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'DataFileError';
  /** What is wrong. */
  declare readonly code: DataFileProblem;
  /** Where, and how. */
  declare readonly fields: DataFileFault & Readonly<Record<string, unknown>>;

  /**
   * Tells of a fault in a file.
   *
   * @param code - what is wrong
   * @param fault - where, and how
   */
  constructor(code: DataFileProblem, fault: DataFileFault) {
    const where = fault.within === 'file' ? 'byte' : 'decompressed byte';
    super(
      code,
      `${fault.file}: at ${where} ${fault.offset} expected ${fault.expected}, got ${fault.got}. ${fault.advice}`,
      { ...fault },
    );
  }
}
