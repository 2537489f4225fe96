import { describe, expect, it } from 'vitest';
import { beatTypes, DataFileMissingError, type HeartbeatOptions, readHeartbeats } from '../../src/index.ts';
import { annotationBytes, headerOf, interleaved, packed212 } from '../formats/wfdb-bytes.ts';
import { pairsOf } from '../small-events.ts';
import { folderOf, refusal } from './small-folder.ts';

// At 1000 Hz a sample is a ms. One lead has a spike of 1 mV, 200 steps, at sample 50; the other falls by 0.1 mV at 52.
const first = Array.from({ length: 100 }, (_, k): number => (k === 50 ? 1224 : 1024));
const second = Array.from({ length: 100 }, (_, k) => (k < 52 ? 1024 : 1004));
const record = (name: string, annotations: Uint8Array): Record<string, Uint8Array> => ({
  [`db/${name}.hea`]: headerOf(name, [first, second], 1000),
  [`db/${name}.dat`]: packed212(interleaved(first, second)),
  [`db/${name}.atr`]: annotations,
});
const [N, V, RHYTHM] = [1, 5, 28];
const files = {
  ...record('101', annotationBytes([RHYTHM, 1], [N, 49], [V, 45])),
  ...record('102', annotationBytes([V, 2])),
};
const options: HeartbeatOptions = { threshold: 0.1, duration: 20, before: 10 };

describe('readHeartbeats', () => {
  it('makes an example of every beat, labelled with its type, of the group of its record', async () => {
    const all = await readHeartbeats(folderOf(files), options);
    expect([...all.labels].map((label) => beatTypes[label].symbol)).toEqual(['N', 'V', 'V']);
    expect([...(all.groups ?? [])]).toEqual([0, 0, 1]);
    expect(all).toMatchObject({
      classes: 19,
      size: 3,
      shape: [2, 2],
      channels: 4,
      duration: 20,
      groupNames: ['101', '102'],
      source: { licence: 'ODC-BY 1.0' },
    });
  });

  it('has events where a lead rose or fell by the threshold, falls before rises', async () => {
    const all = await readHeartbeats(folderOf(files), options);
    const events = pairsOf(await all.events(0));
    // The beat is at 10 ms: ten rises in the ms before, ten falls in the one after, and a fall of the other lead.
    expect(events).toHaveLength(21);
    const times = (unit: number): number[] => events.filter((event) => event[1] === unit).map(([time]) => time);
    for (let k = 1; k <= 10; k++) {
      expect(times(2)[k - 1]).toBeCloseTo(9 + k / 10, 12);
      expect(times(0)[k - 1]).toBeCloseTo(10 + k / 10, 12);
    }
    expect([times(1), times(3)]).toEqual([[12], []]);
  });

  it('has no events beyond the record', async () => {
    const all = await readHeartbeats(folderOf(files), { ...options, duration: 200, before: 60 });
    // The beats at samples 95 and 2 see the same, 93 ms apart.
    const [late, early] = [pairsOf(await all.events(1)), pairsOf(await all.events(2))];
    expect(late.map(([time, unit]) => [(time + 93).toFixed(9), unit])).toEqual(
      early.map(([time, unit]) => [time.toFixed(9), unit]),
    );
    expect(early).toHaveLength(21);
  });

  it('keeps some types of beats and records, in the order in which they are asked for', async () => {
    const folder = folderOf(files);
    const chosen = await readHeartbeats(folder, { ...options, beats: ['V', 'N'], records: ['102', '101'] });
    expect([...chosen.labels]).toEqual([0, 1, 0]);
    expect([...(chosen.groups ?? [])]).toEqual([0, 1, 1]);
    expect(chosen.classNames).toEqual(['premature ventricular contraction', 'normal beat']);
    expect((await readHeartbeats(folder, { ...options, beats: ['N'] })).size).toBe(1);
  });

  it('takes the annotated records of one folder, not excerpts below it', async () => {
    const excerpt = Object.entries(record('x_101', annotationBytes([N, 5])));
    const more = Object.fromEntries(excerpt.map(([path, bytes]) => [path.replace('db/', 'db/excerpts/'), bytes]));
    const { groupNames } = await readHeartbeats(folderOf({ ...more, ...files, 'db/200.hea': '200 0' }), options);
    expect(groupNames).toEqual(['101', '102']);
  });

  it('checks a record before its first piece', async () => {
    const damaged = { ...files, 'db/101.dat': packed212(interleaved(first.with(99, 1000), second)) };
    const all = await readHeartbeats(folderOf(damaged), options);
    expect((await refusal(all.events(0))).code).toBe('CHECKSUM');
    expect((await refusal(all.events(1))).code).toBe('CHECKSUM');
    expect((await all.events(2)).times).toHaveLength(0);
  });

  it.each([
    ['beats beyond the record', { ...files, 'db/102.atr': annotationBytes([V, 100]) }, 'WFDB_ANNOTATION'],
    ['records of other leads', { ...files, 'db/102.hea': headerOf('102', [first]) }, 'WFDB_HEADER'],
  ])('refuses %s', async (_, folder, code) => {
    expect(await refusal(readHeartbeats(folderOf(folder), options))).toMatchObject({ name: 'DataFileError', code });
  });

  it('refuses a threshold finer than the converter, and pieces of too many events', async () => {
    const folder = folderOf(files);
    const { message } = await refusal(readHeartbeats(folder, { ...options, threshold: 0.004 }));
    expect(message).toContain('expected a gain of 250 or more, so that 0.004 mV is a step of the converter');
    // Up and down through the whole range in every sample: 4094 events each.
    const wild = Array.from({ length: 400 }, (_, k) => (k % 2 ? 2047 : -2047));
    const noise = {
      '1.hea': headerOf('1', [wild]),
      '1.dat': packed212(wild),
      '1.atr': annotationBytes([N, 200]),
    };
    const noisy = await readHeartbeats(folderOf(noise), { threshold: 0.005, duration: 2000 });
    expect(await refusal(noisy.events(0))).toMatchObject({ code: 'EVENTS_RANGE' });
  });

  it('misses records, annotations, and a folder of none', async () => {
    const without = Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'db/102.atr'));
    for (const [folder, more, name] of [
      [without, { records: ['102'] }, '102.atr'],
      [files, { records: ['103'] }, '103.hea'],
      [{}, {}, 'records of heartbeats'],
    ] as const) {
      const error = await refusal(readHeartbeats(folderOf(folder), { ...options, ...more }));
      expect(error).toBeInstanceOf(DataFileMissingError);
      expect(error.message).toContain(name);
    }
  });

  it.each([
    [{ threshold: 0 }, 'threshold must be a number of mV above 0'],
    [{ duration: Infinity }, 'duration must be a number of ms above 0'],
    [{ before: 21 }, 'before must be a number between 0 and 20 ms'],
    [{ beats: ['N', 'X'] }, 'beats must be some of N L R'],
    [{ beats: ['N', 'N'] }, 'beats must be some of N L R'],
    [{ beats: [] }, 'beats must be some of N L R'],
  ] as const)('refuses %j', async (wrong, text) => {
    const { message } = await refusal(readHeartbeats(folderOf(files), { ...options, ...wrong }));
    expect(message).toContain(`readHeartbeats.${text}`);
  });
});
