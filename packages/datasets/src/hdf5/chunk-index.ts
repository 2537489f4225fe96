import type { ArrayHeader } from './array-header.ts';
import { UNDEFINED_ADDRESS } from './array-header.ts';
import type { Hdf5Source } from './hdf5-source.ts';

/** A chunk of an array as it stands in the file. */
export interface Chunk {
  /** Where its bytes begin. */
  readonly address: number;
  /** How many there are. */
  readonly length: number;
  /** Bit j says that filter j was left out. */
  readonly skipped: number;
}

/**
 * Chunks of an array by their number; one that was never written is missing.
 *
 * @internal
 */
export async function readChunkIndex(
  source: Hdf5Source,
  header: ArrayHeader & { readonly layout: { readonly kind: 'chunked' } },
): Promise<ReadonlyMap<number, Chunk>> {
  const { tree, chunk } = header.layout;
  const chunks = new Map<number, Chunk>();
  if (tree === UNDEFINED_ADDRESS) return chunks;
  const most = Math.ceil(header.size / chunk);
  // A key: size, filters left out, position of the first element, and 0 as the position within an element.
  const key = 8 + 2 * 8;
  // Every node has a chunk of its own below it, so that there are no more nodes on a level than chunks.
  const budget = { nodes: 32 * (most + 1) };

  const walk = async (address: number, level: number | undefined): Promise<void> => {
    const node = await source.section(address, 24);
    if (node.latin1(0, 4) !== 'TREE' || node.u8(4) !== 1) node.refuse('HDF5_CORRUPT', 0, 'a tree of chunks', 'others');
    const own = node.u8(5);
    if (own !== (level ?? own) || own > 31) node.refuse('HDF5_CORRUPT', 5, `level ${level ?? '0 … 31'}`, `${own}`);
    const count = node.u16(6);
    budget.nodes -= own === 0 ? 1 : count + 1;
    if (count > most || budget.nodes < 0) node.refuse('HDF5_CORRUPT', 6, `at most ${most} chunks`, 'more');
    const entries = await source.section(address + 24, count * (key + 8) + key);
    for (let at = 0; at < count * (key + 8); at += key + 8) {
      const child = entries.u64(at + key);
      if (own > 0) {
        await walk(child, own - 1);
        continue;
      }
      const number = entries.u64(at + 8) / chunk;
      if (!Number.isInteger(number) || number >= most || entries.u64(at + 16) !== 0 || chunks.has(number)) {
        entries.refuse('HDF5_CORRUPT', at + 8, `the start of one of ${most} chunks`, `element ${entries.u64(at + 8)}`);
      }
      chunks.set(number, { address: child, length: entries.u32(at), skipped: entries.u32(at + 4) });
    }
  };
  await walk(tree, undefined);
  return chunks;
}
