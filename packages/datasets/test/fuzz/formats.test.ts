import { describe, expect, it } from 'vitest';
import {
  openAedat,
  openWfdbRecord,
  parseEventBytes,
  parseGestureLabels,
  parseIdx,
  parseNpy,
  parseOptdigits,
  parseTrials,
  parseWav,
  parseWfdbAnnotations,
  readHeartbeats,
} from '../../src/index.ts';
import {
  aedatBytes,
  aedatPacket,
  bs2Bytes,
  type CameraEvent,
  npyNumbers,
  textBytes,
  wavBytes,
  wavChunk,
  wavFormat,
} from '../formats/file-bytes.ts';
import { annotationBytes, headerOf, interleaved, packed212, skipped } from '../formats/wfdb-bytes.ts';
import { idxBytes } from '../idx-bytes.ts';
import { folderOf } from '../sets/small-folder.ts';
import { fuzz, type FuzzTarget, fuzzTimeout, soundOutcome } from './fuzz.ts';

const events = Array.from({ length: 40 }, (_, e): CameraEvent => [e % 34, (e * 7) % 34, e % 2, e * 1000]);
const camera = { width: 34, height: 34 };
const digit = [...Array.from({ length: 64 }, (_, i) => i % 17), 3].join();

const leads = [0, 1].map((lead) => Array.from({ length: 60 }, (_, k) => ((k * 97 + lead) % 1800) - 900));
const header = headerOf('100', leads);
const samples = packed212(interleaved(...leads));
const beats = annotationBytes(
  [28, 18],
  [63, 3, textBytes('(N\0')],
  [1, 2],
  [5, 9],
  [61, 1],
  [59, 0, skipped(12)],
  [8, 4],
);
const readRecord = async (files: Record<string, Uint8Array>): Promise<void> => {
  const folder = folderOf({ '100.hea': header, '100.dat': samples, '100.atr': beats, ...files });
  const record = await openWfdbRecord(folder, '100');
  expect((await record.read(0, record.size))[0]).toHaveLength(record.size);
  const pieces = await readHeartbeats(folder, { threshold: 0.1, duration: 100 });
  for (let e = 0; e < pieces.size; e++) {
    const { times } = await pieces.events(e);
    expect(times.every((time, k) => time >= (times[k - 1] ?? 0) && time < 100)).toBe(true);
  }
};

const targets: Record<string, FuzzTarget> = {
  'recordings in AEDAT': {
    files: [aedatBytes(aedatPacket(events.slice(0, 20), { capacity: 24 }), aedatPacket(events.slice(20)))],
    head: 80,
    async parse(file) {
      const { read, size } = await openAedat(file, camera);
      const all = await read(0, Infinity);
      expect(all.times.length).toBeLessThanOrEqual(size);
      await read(10_000, 20_000);
    },
  },
  'events of N-MNIST': {
    files: [bs2Bytes(events)],
    parse: ({ name }, bytes) => parseEventBytes(name, bytes, { ...camera, encoding: 'bs2' }),
  },
  'events in bs1': {
    files: [bs2Bytes(events)],
    parse: ({ name }, bytes) => parseEventBytes(name, bytes, { width: 8500, height: 1, encoding: 'bs1' }),
  },
  'events in bs3': {
    files: [Uint8Array.from({ length: 140 }, (_, i) => (i % 7 === 3 ? 1 : i))],
    parse: ({ name }, bytes) => parseEventBytes(name, bytes, { width: 4000, height: 4000, encoding: 'bs3' }),
  },
  'labels of gestures': {
    files: [textBytes('class,startTime_usec,endTime_usec\n1,80048239,85092709\n2,85092800,87000000\n')],
    parse: ({ name }, bytes) => parseGestureLabels(name, bytes, 11),
  },
  'lists of trials': {
    files: [textBytes('user01_fluorescent.aedat\nuser01_lab.aedat\n')],
    parse: ({ name }, bytes) => parseTrials(name, bytes),
  },
  'optical digits': {
    files: [textBytes(`${digit}\n${digit}\n`)],
    parse: ({ name }, bytes) => parseOptdigits(name, bytes),
  },
  'NumPy files': {
    files: [npyNumbers('(4, 3)', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), npyNumbers('(2,)', [1, 2])],
    head: 80,
    parse: ({ name }, bytes) => parseNpy(name, bytes),
  },
  'WAV files': {
    files: [
      wavBytes(
        wavChunk('LIST', [1, 2, 3]),
        wavFormat(),
        wavChunk(
          'data',
          Uint8Array.from({ length: 60 }, (_, i) => i),
        ),
      ),
    ],
    head: 60,
    parse: ({ name }, bytes) => parseWav(name, bytes),
  },
  'headers of WFDB': { files: [header], parse: (_, bytes) => readRecord({ '100.hea': bytes }) },
  'samples of WFDB': { files: [samples], parse: (_, bytes) => readRecord({ '100.dat': bytes }) },
  'annotations of WFDB': {
    files: [beats],
    async parse({ name }, bytes) {
      // Every annotation takes two bytes at least.
      expect(parseWfdbAnnotations(name, bytes, 360).length).toBeLessThanOrEqual(bytes.length / 2);
      await readRecord({ '100.atr': bytes });
    },
  },
  'IDX files': {
    files: [idxBytes([2, 3, 1], [1, 2, 3, 4, 5, 255])],
    parse: ({ name }, bytes) => parseIdx(name, bytes, { sizes: [undefined, undefined, undefined] }),
  },
};

describe('damaged files end in data or in a DataFileError', () => {
  it.each(Object.entries(targets))('%s', { timeout: fuzzTimeout }, async (_, target) => {
    expect(await fuzz(target)).toSatisfy(soundOutcome);
  });
});
