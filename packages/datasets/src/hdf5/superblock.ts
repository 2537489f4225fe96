import { type Hdf5Source, rewrite } from './hdf5-source.ts';

const SIGNATURE = '\x89HDF\r\n\x1a\n';

/**
 * Where the header of the root group lies, as the superblock at the start of the file says. Versions 0 to 3.
 *
 * @internal
 */
export async function rootAddress(source: Hdf5Source): Promise<number> {
  const { size } = source.file;
  const block = await source.section(0, Math.min(size, 100));
  if (block.length < 8 || block.latin1(0, 8) !== SIGNATURE) {
    block.refuse(
      'HDF5_SIGNATURE',
      0,
      'the signature that begins an HDF5 file',
      'other bytes',
      'This is not an HDF5 file: unpack it if it ends in .gz or .zip, or get the right one.',
    );
  }
  const version = block.u8(8);
  if (version > 3) block.refuse('HDF5_UNSUPPORTED', 8, 'superblock version 0 … 3', `${version}`, rewrite);
  const old = version < 2;
  const widths = old ? 13 : 9;
  for (const at of [widths, widths + 1]) {
    if (block.u8(at) !== 8) block.refuse('HDF5_UNSUPPORTED', at, 'addresses of 8 bytes', `${block.u8(at)}`, rewrite);
  }
  const addresses = old ? (version === 0 ? 24 : 28) : 12;
  if (block.u64(addresses) !== 0) {
    block.refuse('HDF5_UNSUPPORTED', addresses, 'base address 0', `${block.u64(addresses)}`, rewrite);
  }
  const end = block.u64(addresses + 16);
  if (end > size) {
    const advice = 'The file is incomplete: get it again.';
    block.refuse('HDF5_TRUNCATED', addresses + 16, `at most ${size} bytes, the size of the file`, `${end}`, advice);
  }
  // The old superblock names the root group by an entry: its name first, then the address.
  return block.u64(old ? addresses + 40 : addresses + 24);
}
