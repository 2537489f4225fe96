import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataFileMissingError, readGestures } from '../../src/index.ts';
import { nodeFolder } from '../../src/node/index.ts';
import { aedatBytes, aedatPacket } from '../formats/file-bytes.ts';
import { needsRealData, realData } from '../real-data.ts';
import { pairsOf } from '../small-events.ts';
import { folderOf, refusal } from './small-folder.ts';

const recording = aedatBytes(
  aedatPacket([
    [3, 5, 0, 999],
    [3, 5, 1, 1000],
    [127, 0, 0, 2500],
    [4, 4, 1, 3000],
  ]),
);
const files = {
  'DvsGesture/trials_to_train.txt': 'user02_led.aedat\n\n',
  'DvsGesture/user02_led.aedat': recording,
  'DvsGesture/user02_led_labels.csv': 'class,startTime_usec,endTime_usec\n4,1000,3000\n8,2500,9000\n',
};

describe('readGestures', () => {
  it('makes an example of every row of a label file, with times from its start', async () => {
    const train = await readGestures(folderOf(files), { split: 'train' });
    expect([...train.labels]).toEqual([3, 7]);
    expect([...(train.groups ?? [])]).toEqual([2, 2]);
    expect(train.duration).toBe(6.5);
    expect(pairsOf(await train.events(0))).toEqual([
      [0, 128 * 128 + 5 * 128 + 3],
      [1.5, 127],
    ]);
    expect(pairsOf(await train.events(1)).map(([time]) => time)).toEqual([0, 0.5]);
  });

  it('tells that there are fewer than published, and that a recording was cut', async () => {
    const notes: string[] = [];
    const cut = { ...files, 'DvsGesture/user02_led.aedat': recording.subarray(0, recording.length - 8) };
    const train = await readGestures(folderOf(cut), { split: 'train', onNote: (text) => notes.push(text) });
    expect(pairsOf(await train.events(0)).length).toBe(2);
    expect(notes[0]).toBe('DVS128 Gesture, train: 2 examples were found, the published set has 1176.');
    expect(notes[1]).toContain('folder/DvsGesture/user02_led.aedat lacks its end: 8 bytes');
  });

  it.each(['user02_led.aedat', 'user02_led_labels.csv', 'trials_to_train.txt'])('misses %s', async (name) => {
    const folder = folderOf(Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith(name))));
    const error = await refusal(readGestures(folder, { split: 'train' }));
    expect(error).toBeInstanceOf(DataFileMissingError);
    expect(error.message).toContain(name);
  });

  describe('on a real recording', () => {
    needsRealData();

    it('finds as many events of each gesture as were put into it', async () => {
      const folder = `${realData()}/aedat31-fixture`;
      const { per_class: counts } = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as {
        per_class: Record<string, number>;
      };
      const train = await readGestures(await nodeFolder(folder), { split: 'train' });
      expect([...train.labels]).toEqual([0, 1]);
      for (const example of [0, 1]) {
        expect((await train.events(example)).times.length).toBe(counts[example + 1]);
      }
      // The first event is at 1 000 028 µs, 28 µs after the start of its row, OFF at column 49 and row 82.
      expect(pairsOf(await train.events(0))[0]).toEqual([0.028, 82 * 128 + 49]);
    });
  });
});
