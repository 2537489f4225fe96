import type { Section } from '../section.ts';
import { type Hdf5Source, rewrite } from './hdf5-source.ts';

/** One message of an object header: a property of a group or an array. */
export interface Message {
  /** What it is about. */
  readonly type: number;
  /** Its content. */
  readonly body: Section;
}

// Real headers have a dozen messages in one or two blocks of a few hundred bytes.
const MOST_MESSAGES = 1024;
const MOST_BLOCKS = 64;
const LARGEST_BLOCK = 2 ** 20;

const CONTINUATION = 0x10;

interface Block {
  readonly offset: number;
  readonly length: number;
}

/**
 * Reads all messages of the object at an address.
 *
 * @internal
 */
export async function readMessages(source: Hdf5Source, address: number): Promise<Message[]> {
  const start = await source.section(address, 6);
  const modern = start.latin1(0, 4) === 'OHDR';
  const version = modern ? start.u8(4) : start.u8(0);
  if (version !== (modern ? 2 : 1)) {
    start.refuse('HDF5_CORRUPT', 0, 'an object header of version 1 or 2', `version ${version}`);
  }
  const first = modern ? await modernBlock(source, address, start.u8(5)) : await classicBlock(source, address);
  // In the newer form a bit says whether messages carry the order in which they were created.
  const headLength = modern ? (start.u8(5) & 4 ? 6 : 4) : 8;
  const messages: Message[] = [];
  const blocks: Block[] = [first];
  for (let b = 0; b < blocks.length; b++) {
    const { offset, length } = blocks[b];
    if (length > LARGEST_BLOCK) source.refuse('HDF5_CORRUPT', offset, `at most ${LARGEST_BLOCK} bytes`, `${length}`);
    const block = await source.section(offset, length);
    for (let at = 0; at + headLength <= length;) {
      const type = modern ? block.u8(at) : block.u16(at);
      const size = block.u16(at + (modern ? 1 : 2));
      const flags = block.u8(at + (modern ? 3 : 4));
      const body = block.part(at + headLength, size);
      at += headLength + size;
      if (type === CONTINUATION) {
        blocks.push(await continuation(source, body, modern));
        if (blocks.length > MOST_BLOCKS) body.refuse('HDF5_CORRUPT', 0, `at most ${MOST_BLOCKS} blocks`, 'more');
        continue;
      }
      // A shared message stands elsewhere; only those that are read here matter.
      if (flags & 2 && (type === 1 || type === 3 || type === 8 || type === 0x0b)) {
        body.refuse('HDF5_UNSUPPORTED', 0, 'a message of its own', 'a shared one', rewrite);
      }
      messages.push({ type, body });
      if (messages.length > MOST_MESSAGES) {
        body.refuse('HDF5_CORRUPT', 0, `at most ${MOST_MESSAGES} messages in a header`, 'more');
      }
    }
  }
  return messages;
}

async function classicBlock(source: Hdf5Source, address: number): Promise<Block> {
  const prefix = await source.section(address, 16);
  return { offset: address + 16, length: prefix.u32(8) };
}

async function modernBlock(source: Hdf5Source, address: number, flags: number): Promise<Block> {
  const width = 1 << (flags & 3);
  const before = 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const prefix = await source.section(address, before + width);
  return {
    offset: address + before + width,
    length: width === 8 ? prefix.u64(before) : smallUnsigned(prefix, before, width),
  };
}

async function continuation(source: Hdf5Source, body: Section, modern: boolean): Promise<Block> {
  const [offset, length] = [body.u64(0), body.u64(8)];
  if (!modern) return { offset, length };
  const signature = await source.section(offset, 4);
  if (signature.latin1(0, 4) !== 'OCHK') signature.refuse('HDF5_CORRUPT', 0, 'OCHK', 'other bytes');
  // The signature before and the checksum after are no messages.
  if (length < 8) body.refuse('HDF5_CORRUPT', 8, 'at least 8 bytes', `${length}`);
  return { offset: offset + 4, length: length - 8 };
}

/**
 * An unsigned number of 1, 2 or 4 bytes.
 *
 * @internal
 */
export function smallUnsigned(section: Section, at: number, width: number): number {
  return width === 1 ? section.u8(at) : width === 2 ? section.u16(at) : section.u32(at);
}
