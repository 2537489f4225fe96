import type { DataFileProblem } from '../data-file-error.ts';
import type { RandomAccess } from '../random-access.ts';
import { Section } from '../section.ts';

const texts = {
  truncated: 'HDF5_TRUNCATED',
  advice: 'The file is incomplete or damaged: get it again.',
} as const;

/** What to do about an HDF5 file that is sound, but written in a way that is not read here. */
export const rewrite = 'Write it again with h5py or PyTables and their default settings, or convert it.';

/**
 * An HDF5 file as a source of checked sections.
 *
 * @internal
 */
export class Hdf5Source {
  readonly file: RandomAccess;

  constructor(file: RandomAccess) {
    this.file = file;
  }

  /** Reads a section that must be there whole. */
  async section(offset: number, length: number): Promise<Section> {
    const { name, size } = this.file;
    // Before anything is allocated: the length may be any number.
    if (!(offset + length <= size)) {
      new Section(name, Math.min(offset, size), new Uint8Array(0), texts).need(0, length);
    }
    const section = this.of(offset, await this.file.read(offset, length));
    section.need(0, length);
    return section;
  }

  /** Bytes that were read before. */
  of(offset: number, bytes: Uint8Array): Section {
    return new Section(this.file.name, offset, bytes, texts);
  }

  /** Refuses the file because of what stands at a byte. */
  refuse(code: DataFileProblem, offset: number, expected: string, got: string, advice?: string): never {
    return this.of(offset, new Uint8Array(0)).refuse(code, 0, expected, got, advice);
  }
}
