import type { StoreSnapshot } from '../connectivity/snapshot.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CheckpointFormatError } from './checkpoint-errors.ts';
import { crc32 } from './crc32.ts';

/** Kinds of numbers in a checkpoint. */
type Values = Float32Array | Float64Array | Uint32Array;
const KINDS = { f32: Float32Array, f64: Float64Array, u32: Uint32Array } as const;
type Kind = keyof typeof KINDS;

/** Where a list of numbers lies in the body. */
interface Section {
  readonly kind: Kind;
  readonly offset: number;
  readonly length: number;
}

interface SavedStore {
  readonly pre: Section;
  readonly post: Section;
  readonly variables: Readonly<Record<string, Section>>;
  readonly columnOffsets?: Section;
}

interface Header {
  readonly fingerprint: string;
  readonly batches: number;
  readonly examples: number;
  readonly extra: unknown;
  readonly arrays: Readonly<Record<string, Section>>;
  readonly stores: Readonly<Record<string, SavedStore>>;
  readonly bodyBytes: number;
}

// "GROWCONE" in ASCII, then the version of the format, the length of the header and the checksum of all that follows.
const MAGIC = Uint8Array.from([0x47, 0x52, 0x4f, 0x57, 0x43, 0x4f, 0x4e, 0x45]);
const VERSION = 1;
const PRELUDE = 20;

/**
 * Bytes of a checkpoint: 8 bytes `GROWCONE`, then little-endian words: version, length of the header, CRC-32 of everything
 * behind them; then the header as JSON, padded to 8 bytes, and the numbers.
 *
 * @param checkpoint - from `Simulation.checkpoint`
 * @param extra - anything that JSON can hold, such as the position in the data
 */
export function encodeCheckpoint(checkpoint: Checkpoint, extra: unknown = null): Uint8Array {
  const parts: Values[] = [];
  let bodyBytes = 0;
  const put = (values: Values): Section => {
    const kind: Kind = values instanceof Float32Array ? 'f32' : values instanceof Float64Array ? 'f64' : 'u32';
    const section = { kind, offset: bodyBytes, length: values.length };
    parts.push(values);
    bodyBytes = padded(bodyBytes + values.byteLength);
    return section;
  };
  const all = <T extends Values>(record: Readonly<Record<string, T>>): Record<string, Section> =>
    Object.fromEntries(Object.entries(record).map(([name, values]) => [name, put(values)]));
  const { fingerprint, batches, examples } = checkpoint;
  const arrays = all(checkpoint.arrays);
  const stores = Object.fromEntries(
    Object.entries(checkpoint.stores).map(([id, { pre, post, variables, columnOffsets }]): [string, SavedStore] => [
      id,
      {
        pre: put(pre),
        post: put(post),
        variables: all(variables),
        ...(columnOffsets ? { columnOffsets: put(columnOffsets) } : {}),
      },
    ]),
  );
  const header: Header = { fingerprint, batches, examples, extra, arrays, stores, bodyBytes };
  const text = asciiBytes(JSON.stringify(header));
  const start = padded(PRELUDE + text.length);
  const bytes = new Uint8Array(start + bodyBytes);
  bytes.set(MAGIC);
  bytes.set(text, PRELUDE);
  let at = start;
  for (const values of parts) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at = padded(at + values.byteLength);
  }
  const words = new DataView(bytes.buffer);
  words.setUint32(8, VERSION, true);
  words.setUint32(12, text.length, true);
  words.setUint32(16, crc32(bytes.subarray(PRELUDE)), true);
  return bytes;
}

/**
 * Reads the bytes of a checkpoint. Throws {@link CheckpointFormatError} where they are not a whole one.
 *
 * @param bytes - the whole file
 */
export function decodeCheckpoint(bytes: Uint8Array): {
  /** What `Simulation.restore` takes. */
  readonly checkpoint: Checkpoint;
  /** What was saved with it; null if nothing was. */
  readonly extra: unknown;
} {
  // A copy of its own: sections are views and need a start that is a multiple of 8.
  const own = bytes.slice();
  const words = new DataView(own.buffer);
  if (own.length < PRELUDE) {
    throw new CheckpointFormatError(`A checkpoint has at least ${PRELUDE} bytes, these are ${own.length}.`, own.length);
  }
  const wrong = MAGIC.findIndex((byte, i) => own[i] !== byte);
  if (wrong >= 0) throw new CheckpointFormatError("This is no checkpoint: it does not start with 'GROWCONE'.", wrong);
  const version = words.getUint32(8, true);
  if (version !== VERSION) {
    throw new CheckpointFormatError(`The checkpoint has format version ${version}, this package reads ${VERSION}.`, 8);
  }
  const headerBytes = words.getUint32(12, true);
  const start = padded(PRELUDE + headerBytes);
  if (own.length < start) {
    throw new CheckpointFormatError(`The header needs ${start} bytes, the file ends after ${own.length}.`, own.length);
  }
  if (crc32(own.subarray(PRELUDE)) !== words.getUint32(16, true)) {
    throw new CheckpointFormatError('The checksum does not match: the file is truncated or damaged.', 16);
  }
  const header = JSON.parse(asciiText(own.subarray(PRELUDE, PRELUDE + headerBytes))) as Header;
  const get = <T extends Values>({ kind, offset, length }: Section): T =>
    new KINDS[kind](own.buffer as ArrayBuffer, start + offset, length).slice() as T;
  const all = <T extends Values>(sections: Readonly<Record<string, Section>>): Record<string, T> =>
    Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, get<T>(section)]));
  const { fingerprint, batches, examples, extra } = header;
  const stores = Object.fromEntries(
    Object.entries(header.stores).map(([id, s]): [string, StoreSnapshot] => [
      id,
      {
        pre: get(s.pre),
        post: get(s.post),
        variables: all(s.variables),
        ...(s.columnOffsets ? { columnOffsets: get(s.columnOffsets) } : {}),
      },
    ]),
  );
  return { checkpoint: { fingerprint, batches, examples, arrays: all(header.arrays), stores }, extra };
}

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

// Core knows neither DOM nor Node, so no TextEncoder: JSON can write every other character as an escape.
const asciiBytes = (json: string): Uint8Array => {
  const text = json.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
};
const asciiText = (bytes: Uint8Array): string => Array.from(bytes, (b) => String.fromCharCode(b)).join('');
