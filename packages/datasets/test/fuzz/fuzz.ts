import fc from 'fast-check';
import { DataFileError, DataFileMissingError, type RandomAccess } from '../../src/index.ts';

/** Cases per parser: as many as FUZZ_CASES says, or few enough for every run of the tests. */
const fuzzCases: number = Number(process.env['FUZZ_CASES'] ?? 1000);

/** Time for that many cases on a busy machine, in ms. */
export const fuzzTimeout: number = Math.max(60_000, fuzzCases * 20);

/** A parser under attack. */
export interface FuzzTarget {
  /** Sound files to damage. */
  readonly files: readonly Uint8Array[];
  /** Bytes from the start that hold most of the structure; half of the damage goes there. */
  readonly head?: number;
  /** Reads a file as far as it goes. */
  parse(file: RandomAccess, bytes: Uint8Array): unknown;
}

/** Numbers that parsers stumble over. */
const hostile = [0, 1, 2, 7, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

type Damage =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | {
      readonly kind: 'number';
      readonly at: number;
      readonly value: number;
      readonly width: number;
      readonly big: boolean;
    }
  | { readonly kind: 'cut' | 'remove' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number; readonly length: number };

// Places are shares of the file, so that one kind of damage fits every file.
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('number' as const),
      at: place,
      value: fc.oneof(fc.constantFrom(...hostile), fc.nat(0xffff)),
      width: fc.constantFrom(1, 2, 4, 8),
      big: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('cut' as const, 'remove' as const, 'repeat' as const),
      at: place,
      length: fc.nat(64),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('copy' as const), at: place, from: place, length: fc.nat(64) }),
  },
);

/**
 * Damages sound files at random, and asks that reading them ends, within bounds, in data or in a `DataFileError`: never
 * in another exception, never without end.
 */
export async function fuzz({ files, head, parse }: FuzzTarget): Promise<FuzzOutcome> {
  const outcome = { read: 0, refused: 0 };
  const damages = fc.array(fc.record({ damage, inHead: fc.boolean() }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.nat(files.length - 1), damages, async (which, list) => {
      let bytes: Uint8Array = files[which].slice();
      for (const { damage: one, inHead } of list) bytes = damaged(bytes, one, inHead ? (head ?? Infinity) : Infinity);
      try {
        await parse(metered(bytes), bytes);
        outcome.read++;
      } catch (error) {
        // A damaged name is that of a file that is not there.
        if (!(error instanceof DataFileError || error instanceof DataFileMissingError)) throw error;
        outcome.refused++;
      }
    }),
    { numRuns: fuzzCases },
  );
  return outcome;
}

/** How damaged files ended. */
export interface FuzzOutcome {
  /** Files that were read: the damage hit data, or nothing that is used. */
  readonly read: number;
  /** Files that were refused. */
  readonly refused: number;
}

/** An outcome in which every case ended, and most damage was noticed. */
export const soundOutcome = (outcome: FuzzOutcome): boolean =>
  outcome.read + outcome.refused === fuzzCases && outcome.refused > fuzzCases / 10;

function damaged(bytes: Uint8Array, one: Damage, head: number): Uint8Array {
  const within = Math.min(bytes.length, head);
  const at = Math.floor(one.at * within);
  if (bytes.length === 0) return bytes;
  switch (one.kind) {
    case 'flip':
      bytes[at] ^= 1 << one.bit;
      return bytes;
    case 'number':
      for (let b = 0; b < one.width && at + b < bytes.length; b++) {
        const place = one.big ? one.width - 1 - b : b;
        bytes[at + b] = place < 4 ? one.value >>> (8 * place) : 0;
      }
      return bytes;
    case 'cut':
      return bytes.subarray(0, at);
    case 'remove':
      return concat(bytes.subarray(0, at), bytes.subarray(at + one.length));
    case 'repeat':
      return concat(bytes.subarray(0, at + one.length), bytes.subarray(at));
    case 'copy': {
      const from = Math.floor(one.from * within);
      bytes.set(bytes.slice(from, Math.min(from + one.length, bytes.length - Math.max(0, at - from))), at);
      return bytes;
    }
    default:
      return one satisfies never;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** A file in memory that complains of a reader that does not come to an end, or asks for more than there is. */
function metered(bytes: Uint8Array): RandomAccess {
  let calls = 0;
  let total = 0;
  return {
    name: 'fuzzed',
    size: bytes.length,
    read(offset, length) {
      if (!(offset >= 0 && length >= 0 && Number.isSafeInteger(offset) && Number.isSafeInteger(length))) {
        return Promise.reject(new RangeError(`read(${offset}, ${length})`));
      }
      calls++;
      total += Math.min(length, bytes.length);
      // Thousands of times what reading a sound file takes.
      if (calls > 100_000 || total > 2 ** 30) return Promise.reject(new Error('reading does not come to an end'));
      return Promise.resolve(bytes.slice(offset, offset + length));
    },
  };
}
