import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, Row } from '../benchmark.ts';
import { type EventFormat, writeEvents } from '../data/event-files.ts';
import type { ReadAnswer, ReadQuestion } from '../fresh/read-events.ts';
import { compared } from '../measure/compared.ts';
import { inFreshProcess } from '../measure/fresh-process.ts';
import { atMost, number, ratio } from '../measure/in-words.ts';
import { medianInterval, significant } from '../measure/statistics.ts';

/** About as many events as SHD has to train with; the others are smaller. Of sound, samples at 8 kHz. */
const EVENTS: Readonly<Record<EventFormat, number>> = {
  hdf5: 65e6,
  shd: 65e6,
  'hdf5.gz': 65e6,
  aedat: 20e6,
  'dvs-gesture': 10e6,
  bin: 20e6,
  'n-mnist': 8.2e6,
  wav: 4000,
};

/** What is read, and what its bytes alone are compared with. */
const IN_WORDS: Readonly<Record<EventFormat, readonly [what: string, plain: string]>> = {
  hdf5: ['HDF5 of the size of SHD, 64 examples at a time', 'bare bytes'],
  shd: ['SHD, an example at a time', 'bare bytes'],
  'hdf5.gz': ['HDF5 of the size of SHD, unpacked first', 'gunzip'],
  aedat: ['AEDAT 3.1, 0.26 s at a time', 'bare bytes'],
  'dvs-gesture': ['DVS128 Gesture, its tar.gz unpacked first, then a gesture at a time', 'gunzip'],
  bin: ['events of N-MNIST, as many as an example has at a time', 'bare bytes'],
  'n-mnist': ['N-MNIST from its zip, an example at a time', 'gunzip'],
  wav: ['WAV through the cochlea of 700 channels', 'bare bytes'],
};
// A twentieth of a second.
const TOY: Partial<Record<EventFormat, number>> = { wav: 400 };
const RATE = 8000;

/** Reading of data sets. */
export const readEvents: Benchmark = {
  name: 'read-events',
  question:
    'How many events per second do the readers of data sets give, files being in the cache of the system, beside reading the ' +
    'bare bytes, or unpacking them by plain gunzip? How much sound does the cochlea hear? How much memory does it take?',
  target: '65 million spikes of HDF5 in at most 2 s and 300 MiB',
  summarise: (rows) =>
    rows.map((row) => {
      const [what, plain] = IN_WORDS[row['format'] as EventFormat];
      const seconds = `${number(row, 'seconds')} s (${number(row, 'secondsLow')}–${number(row, 'secondsHigh')})`;
      const memory = `at most ${number(row, 'peakMemoryMiB')} MiB`;
      if (row['soundPerSecond'] !== undefined) {
        const speed = `${number(row, 'soundPerSecond')} s of sound, ${number(row, 'millionPerSecond')} million spikes`;
        return { what: `sound per second, ${what}`, measured: `${speed}, ${memory}`, target: '' };
      }
      return {
        what: `events per second, ${what}`,
        measured: `${number(row, 'millionPerSecond')} million, ${seconds}, ${ratio(row, 'overPlain', plain)}, ${memory}`,
        target: row['format'] === 'hdf5' ? '≤ 2 s, ≤ 300 MiB' : '',
        ...(row['format'] === 'hdf5' && {
          met: atMost(row, 'seconds', 2).met === true && atMost(row, 'peakMemoryMiB', 300).met === true,
        }),
      };
    }),
  async run({ toy, rounds = toy ? 1 : 7, log }) {
    const rows: Row[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'growcone-read-'));
    try {
      for (const format of Object.keys(EVENTS) as EventFormat[]) {
        log(`writing ${format}`);
        const total = toy ? (TOY[format] ?? 20_000) : EVENTS[format];
        const path = await writeEvents(folder, format, total);
        log(`reading ${format}`);
        const found = await inFreshProcess<ReadQuestion, ReadAnswer>('read-events', { path, format, rounds });
        const { median, low, high } = medianInterval(found.seconds);
        rows.push({
          format,
          events: found.events,
          bytes: found.bytes,
          seconds: significant(median, 3),
          secondsLow: significant(low, 3),
          secondsHigh: significant(high, 3),
          millionPerSecond: significant(found.events / median / 1e6, 3),
          ...(format === 'wav' && { soundPerSecond: significant(total / RATE / median, 3) }),
          ...compared('overPlain', found.seconds, found.plainSeconds),
          peakMemoryMiB: significant(found.peak, 3),
          nodeMiB: significant(found.before, 3),
        });
        await rm(path);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    return {
      rows,
      notes: [
        'Wall time. The files are made for the benchmark; they have the layout and size of the published ones, not their content. ' +
          'peakMemoryMiB: what a fresh process held at most, Node.js (nodeMiB) included.',
      ],
    };
  },
};
