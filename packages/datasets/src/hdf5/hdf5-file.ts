import type { RandomAccess } from '../random-access.ts';
import { openArrayData } from './array-data.ts';
import { type ArrayHeader, readArrayHeader } from './array-header.ts';
import { readMembers } from './group.ts';
import { Hdf5Source } from './hdf5-source.ts';
import { decodeNumbers } from '../number-type.ts';
import { rootAddress } from './superblock.ts';
import { openVectors, type Vectors } from './vectors.ts';

const wrong = 'This is another kind of file: get the one that belongs here.';

/**
 * An HDF5 file: its groups, and arrays of one dimension.
 *
 * @internal
 */
export class Hdf5File {
  readonly source: Hdf5Source;
  readonly #members = new Map<string, ReadonlyMap<string, number>>();

  constructor(source: Hdf5Source, root: ReadonlyMap<string, number>) {
    this.source = source;
    this.#members.set('', root);
  }

  /** Whether there is something at a path. */
  async has(path: string): Promise<boolean> {
    return (await this.#find(path)) !== undefined;
  }

  /** Reads an array of numbers whole. */
  async numbers(path: string): Promise<Float64Array> {
    const header = await this.#header(path, ['integer', 'float']);
    const values = new Float64Array(header.size);
    const { bytes } = await (await openArrayData(this.source, header)).read(0, header.size);
    decodeNumbers({ ...header.type, kind: header.type.kind === 'float' ? 'float' : 'integer' }, bytes, values);
    return values;
  }

  /** Reads an array of strings of fixed length whole. */
  async strings(path: string): Promise<string[]> {
    const { size, type, ...rest } = await this.#header(path, ['string']);
    const { bytes } = await (await openArrayData(this.source, { size, type, ...rest })).read(0, size);
    const text = new TextDecoder();
    return Array.from({ length: size }, (_, e) =>
      text.decode(bytes.subarray(e * type.size, (e + 1) * type.size)).replace(/[\0 ]+$/, ''),
    );
  }

  /** Opens an array of vectors of any length, of which any can be read without the others. */
  async vectors(path: string): Promise<Vectors> {
    const header = await this.#header(path, ['vector']);
    const { of } = header.type;
    return of
      ? openVectors(this.source, header, of)
      : this.source.refuse('HDF5_TYPE', 0, `vectors of numbers in ${path}`, 'none', wrong);
  }

  async #header(path: string, kinds: readonly ArrayHeader['type']['kind'][]): Promise<ArrayHeader> {
    const address = await this.#find(path);
    if (address === undefined) return this.source.refuse('HDF5_MISSING', 0, `an array ${path}`, 'none', wrong);
    const header = await readArrayHeader(this.source, path, address);
    if (!kinds.includes(header.type.kind)) {
      this.source.refuse('HDF5_TYPE', address, `${path} to hold ${kinds.join(' or ')}`, header.type.kind, wrong);
    }
    return header;
  }

  async #find(path: string): Promise<number | undefined> {
    const names = path.split('/');
    let group = '';
    for (const name of names.slice(0, -1)) {
      const below = group === '' ? name : `${group}/${name}`;
      const address = this.#members.get(group)?.get(name);
      if (address === undefined) return undefined;
      if (!this.#members.has(below)) this.#members.set(below, await readMembers(this.source, address));
      group = below;
    }
    return this.#members.get(group)?.get(names[names.length - 1]);
  }
}

/**
 * Opens an HDF5 file for reading: the part of the format that spike data sets are written in, by position, in Node and
 * in a browser alike.
 *
 * Reads groups, arrays of one dimension (contiguous, chunked, deflated, shuffled), numbers, strings of fixed length and
 * vectors of variable length, as h5py and PyTables write them. Anything else is refused by its name. Throws
 * `DataFileError` for a damaged file.
 *
 * @internal
 */
export async function openHdf5(file: RandomAccess): Promise<Hdf5File> {
  const source = new Hdf5Source(file);
  return new Hdf5File(source, await readMembers(source, await rootAddress(source)));
}
