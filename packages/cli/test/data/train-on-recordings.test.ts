import { mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryOf } from '../../src/data/catalogue.ts';
import { loadExamples } from '../../src/train/examples.ts';
import { resolveOptions } from '../../src/train/resolve-options.ts';
import { train } from '../../src/train/train.ts';
import { scratchFolder } from '../support/folders.ts';

const at = scratchFolder();

/** A WAV file of a tone, 8 kHz, 16 bits. */
function wav(hertz: number): Uint8Array {
  const samples = Int16Array.from({ length: 400 }, (_, n) => 9000 * Math.sin((2 * Math.PI * hertz * n) / 8000));
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * samples.length, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(16000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  Buffer.from(samples.buffer).copy(bytes, 44);
  return bytes;
}

beforeAll(() => {
  process.env['XDG_CACHE_HOME'] = at('cache');
  mkdirSync(at('data/fsdd'), { recursive: true });
  for (const speaker of ['ann', 'bob', 'cid']) {
    for (const take of [0, 7]) writeFileSync(at(`data/fsdd/1_${speaker}_${take}.wav`), wav(300 + take));
  }
});

const options = { data: 'fsdd', dataDir: at('data') } as const;

describe('growcone train on recordings', () => {
  it('has steps, their length and pooling from the data set unless told otherwise', () => {
    expect(resolveOptions({ data: 'fsdd' })).toMatchObject({ steps: 200, dt: 5, pool: [5] });
    expect(resolveOptions({ data: 'fsdd', dt: 10, pool: [7] })).toMatchObject({ steps: 200, dt: 10, pool: [7] });
    expect(resolveOptions({ data: 'mnist' })).toMatchObject({ steps: 80, dt: 1 });
  });

  it('tests on the published test set, or on people that training never heard', async () => {
    const published = await loadExamples(resolveOptions(options));
    expect([published.train.size, (await published.test()).size]).toEqual([3, 3]);
    expect(published.channels).toBe(140);
    const strangers = await loadExamples(resolveOptions({ ...options, testGroups: [1] }));
    expect([strangers.train.size, (await strangers.test()).size]).toEqual([4, 2]);
    const chosen = await loadExamples(resolveOptions({ ...options, testGroups: [1], validationGroups: [2] }));
    expect([chosen.train.size, chosen.validation?.size]).toEqual([2, 2]);
  });

  it('learns from them, with a step of another length than 1 ms', async () => {
    const small = { hidden: 10, density: 0.5, epochs: 1, steps: 10, dt: 5, pool: [70], threads: 1 };
    const { testAccuracy } = await train({ options: { ...options, ...small }, out: at('run') });
    expect(testAccuracy).toBeGreaterThanOrEqual(0);
  });

  it('says how many events came too late for its steps, or together', async () => {
    const small = { hidden: 10, density: 0.5, epochs: 2, steps: 2, dt: 15, pool: [70], threads: 1 };
    const notes: string[] = [];
    const { eventTally } = await train(
      { options: { ...options, ...small }, out: at('short') },
      { listen: (event) => event.kind === 'note' && notes.push(event.text) },
    );
    // Two epochs and a test, each of three recordings; the last step ends at 30 ms.
    const set = await entryOf('fsdd').load();
    const count = { events: 0, late: 0 };
    for (const [split, times] of [
      ['train', 2],
      ['test', 1],
    ] as const) {
      const recordings = await set.recordings(split, { dataDir: at('data') });
      for (let e = 0; e < recordings.size; e++) {
        const events = await recordings.events(e);
        count.events += times * events.times.length;
        count.late += times * events.times.filter((time) => time >= 30).length;
      }
    }
    expect(count.late).toBeGreaterThan(0);
    expect(eventTally).toMatchObject(count);
    const lost = notes.filter((text) => text.startsWith('not all events reach the network'));
    expect(lost).toEqual([expect.stringContaining('came after the last step, which ends at 30 ms (--steps × --dt); ')]);
  });

  it.each([
    [{ data: 'mnist', pool: [2] }, /^--pool is for data sets of recordings; mnist has values/],
    [{ data: 'mnist', testGroups: [2] }, /^--test-groups is for data sets of recordings/],
    [{ data: 'fsdd', encoding: 'poisson' }, /^--encoding is for values; fsdd has events as they are/],
    [{ data: 'fsdd', validation: 3, validationGroups: [1] }, /^--validation-groups holds out examples as --validation/],
    [{ data: 'fsdd', dt: 0 }, /^--dt must be a number above 0, got 0/],
  ] as const)('refuses %j', (given, message) => {
    expect(() => resolveOptions(given)).toThrow(message);
  });

  it('refuses test groups of a set that has no whole', async () => {
    const shd = resolveOptions({ data: 'shd', testGroups: [1], dataDir: at('data') });
    await expect(loadExamples(shd)).rejects.toThrow('--test-groups is for data sets that are published in one piece');
  });
});
