import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm, { type File as HDF5File, type FileOptions } from 'h5wasm/node';

/** A file as the HDF5 library writes it: what our reader is held against. */
export async function h5wasmBytes(
  build: (file: HDF5File) => unknown,
  libver: FileOptions['libver'] = ['earliest', 'latest'],
): Promise<Uint8Array> {
  await h5wasm.ready;
  const folder = mkdtempSync(join(tmpdir(), 'growcone-h5wasm-'));
  const path = join(folder, 'file.h5');
  try {
    const file = new h5wasm.File(path, 'w', { libver });
    build(file);
    file.close();
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that is read of HDF5 besides vectors: numbers of all types, strings, chunks and both kinds of groups. */
export function manyArrays(file: HDF5File): void {
  const groups = file.create_group('extra');
  groups.create_dataset({ name: 'keys', data: ['zero', 'fünf'], dtype: 'S5' });
  groups.create_group('deep').create_dataset({ name: 'deeper', data: Int8Array.of(-1, 2) });
  file.create_dataset({ name: 'labels', data: Int32Array.of(-3, 2 ** 30) });
  file.create_dataset({ name: 'wide', data: BigInt64Array.of(-5n, 2n ** 40n) });
  file.create_dataset({ name: 'double', data: Float64Array.of(0.1, -1e300) });
  file.create_dataset({ name: 'single', data: Float32Array.of(0.5, -0.25) });
}

/** Chunks, packed and plain: what the newest form of the format stores otherwise. */
export function manyChunks(file: HDF5File): void {
  manyArrays(file);
  const data = Uint16Array.from({ length: 1000 }, (_, i) => (i * i) % 1009);
  file.create_dataset({ name: 'packed', data, chunks: [128], compression: 6 });
  file.create_dataset({ name: 'shuffled', data, chunks: [300], compression: 'gzip', compression_opts: [9] });
  file.create_dataset({ name: 'chunked', data, chunks: [64], maxshape: [null] });
}
