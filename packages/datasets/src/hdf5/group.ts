import type { Section } from '../section.ts';
import { type Hdf5Source, rewrite } from './hdf5-source.ts';
import { type Message, readMessages, smallUnsigned } from './object-header.ts';

// The groups of spike files have a handful of members; more is damage or another kind of file.
const MOST_MEMBERS = 4096;
const LARGEST_HEAP = 2 ** 20;
const UNDEFINED = 2 ** 64;

/**
 * Names and addresses of what a group holds.
 *
 * @internal
 */
export async function readMembers(source: Hdf5Source, address: number): Promise<Map<string, number>> {
  const messages = await readMessages(source, address);
  const table = messages.find(({ type }) => type === 0x11);
  return table ? membersOfTable(source, table.body) : membersOfLinks(messages);
}

function membersOfLinks(messages: readonly Message[]): Map<string, number> {
  const members = new Map<string, number>();
  for (const { type, body } of messages) {
    // Where links are kept in a heap of their own; it is undefined in small groups.
    if (type === 0x02) {
      const at = body.u8(1) & 1 ? 10 : 2;
      if (body.u64(at) !== UNDEFINED)
        body.refuse('HDF5_UNSUPPORTED', at, 'a small group', 'a group of very many', rewrite);
    }
    if (type === 0x06) addLink(body, members);
  }
  return members;
}

function addLink(link: Section, members: Map<string, number>): void {
  const flags = link.u8(1);
  let at = 2;
  const kind = flags & 8 ? link.u8(at++) : 0;
  if (flags & 4) at += 8;
  if (flags & 16) at++;
  const width = 1 << (flags & 3);
  const length = width === 8 ? link.u64(at) : smallUnsigned(link, at, width);
  const name = textOf(link.part(at + width, length).bytes);
  // Links that name another path or file lead nowhere here.
  if (kind === 0) members.set(name, link.u64(at + width + length));
}

async function membersOfTable(source: Hdf5Source, table: Section): Promise<Map<string, number>> {
  const heap = await source.section(table.u64(8), 32);
  if (heap.latin1(0, 4) !== 'HEAP') heap.refuse('HDF5_CORRUPT', 0, 'HEAP', 'other bytes');
  const length = heap.u64(8);
  if (length > LARGEST_HEAP) heap.refuse('HDF5_CORRUPT', 8, `names of at most ${LARGEST_HEAP} bytes`, `${length}`);
  const names = await source.section(heap.u64(24), length);
  const members = new Map<string, number>();
  const budget = { entries: MOST_MEMBERS };
  await walk(source, table.u64(0), budget, async (leaf) => {
    const node = await source.section(leaf, 8);
    if (node.latin1(0, 4) !== 'SNOD') node.refuse('HDF5_CORRUPT', 0, 'SNOD', 'other bytes');
    const entries = await source.section(leaf + 8, 40 * spend(node, budget));
    for (let at = 0; at < entries.length; at += 40) {
      members.set(nameAt(names, entries.u64(at)), entries.u64(at + 8));
    }
  });
  return members;
}

/** Entries that may still be read: trees that lead in circles come to an end. */
interface Budget {
  entries: number;
}

/** The number of entries of a node, which must not be more than may still be read. */
function spend(node: Section, budget: Budget): number {
  const count = node.u16(6);
  budget.entries -= count + 1;
  if (budget.entries < 0) node.refuse('HDF5_UNSUPPORTED', 6, `at most ${MOST_MEMBERS} members`, 'more', rewrite);
  return count;
}

/** Goes down the tree of a group. */
async function walk(
  source: Hdf5Source,
  address: number,
  budget: Budget,
  onLeaf: (address: number) => Promise<void>,
): Promise<void> {
  const node = await source.section(address, 24);
  if (node.latin1(0, 4) !== 'TREE' || node.u8(4) !== 0) node.refuse('HDF5_CORRUPT', 0, 'the tree of a group', 'others');
  const children = await source.section(address + 24, 16 * spend(node, budget) + 8);
  for (let at = 8; at < children.length; at += 16) {
    if (node.u8(5) === 0) await onLeaf(children.u64(at));
    else await walk(source, children.u64(at), budget, onLeaf);
  }
}

function nameAt(names: Section, at: number): string {
  names.need(at, 1);
  const end = names.bytes.indexOf(0, at);
  if (end < 0) names.refuse('HDF5_CORRUPT', at, 'a name that ends', 'one that does not');
  return textOf(names.bytes.subarray(at, end));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
