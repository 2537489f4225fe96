import { cameraUnits } from '../camera-units.ts';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { eventsOf } from '../derive-events.ts';
import type { EventDataset, Events } from '../event-dataset.ts';
import { type FileFolder, pathTo, readLines, readWhole } from '../file-folder.ts';
import { parseEventBytes } from '../formats/event-bytes.ts';
import { foundPart, type PublishedSet, type ReadOptions } from '../published-set.ts';
import { requireWithin } from '../require-within.ts';

/** What is known of N-MNIST. The smaller sizes are those of the part that comes with SLAYER. */
export const nMnistSet: PublishedSet = {
  name: 'n-mnist',
  source: {
    title: 'N-MNIST',
    licence: 'CC BY-SA 4.0',
    citation:
      'G. Orchard, A. Jayawant, G. K. Cohen, N. Thakor, Converting Static Image Datasets to Spiking Neuromorphic ' +
      'Datasets Using Saccades, Frontiers in Neuroscience 9, 437 (2015), doi:10.3389/fnins.2015.00437',
    url: 'https://www.garrickorchard.com/datasets/n-mnist',
  },
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: [2, 34, 34],
  sizes: { train: [60000, 1000], test: [10000, 100] },
};

// Three saccades of about 105 ms; the longest recording of the first 1100 has its last event at 336.04 ms.
const DURATION = 400;
const FOLDERS = { train: 'Train', test: 'Test' } as const;
const LISTS = { train: 'train1K.txt', test: 'test100.txt' } as const;
const WIDTH = 34;
const CAMERA = { encoding: 'bs2', width: WIDTH, height: WIDTH } as const;

/** Number, class and file of a recording. */
interface Recording {
  readonly number: number;
  readonly label: number;
  readonly path: string;
}

/**
 * Reads N-MNIST: the digits of MNIST before a moving event camera, 34 × 34 pixels with two polarities, some 300 ms each.
 *
 * The folder holds `Train/<digit>/<number>.bin` as published, or a list `train1K.txt` and recordings `bs2/<number>.bs2`
 * as they come with SLAYER (1000 examples to train, 100 to test). Examples have the order of MNIST. Recordings are read
 * when they are asked for.
 *
 * @param folder - the files, or a folder above them
 * @param options - which part
 */
export async function readNMnist(folder: FileFolder, options: ReadOptions<'train' | 'test'>): Promise<EventDataset> {
  const { split } = options;
  const recordings = listed(folder, FOLDERS[split]) ?? (await inList(folder, LISTS[split]));
  if (recordings === undefined) {
    const looked = [`${FOLDERS[split]}/<digit>/<number>.bin`, LISTS[split]].map((path) => `${folder.name}/${path}`);
    const advice = `Point to the folder of N-MNIST, or get ${FOLDERS[split]}.zip from ${nMnistSet.source.url} and unpack it there.`;
    throw new DataFileMissingError(`N-MNIST, ${split}`, looked, advice);
  }
  const labels = Uint8Array.from(recordings, ({ label }) => label);
  return eventsOf(
    { ...foundPart(nMnistSet, options, labels), duration: DURATION },
    { shape: nMnistSet.shape, events: (example) => readRecording(folder, recordings[example].path) },
  );
}

/** Recordings in one folder per digit, in the order of MNIST. */
function listed(folder: FileFolder, split: string): Recording[] | undefined {
  const pattern = new RegExp(`(^|/)${split}/(\\d)/(\\d+)\\.bin$`);
  const found = folder.paths.flatMap((path) => {
    const [, , label, number] = pattern.exec(path) ?? [];
    return number === undefined ? [] : [{ number: Number(number), label: Number(label), path }];
  });
  return found.length === 0 ? undefined : found.sort((a, b) => a.number - b.number);
}

/** Recordings that a list names, in its order. */
async function inList(folder: FileFolder, name: string): Promise<Recording[] | undefined> {
  const list = pathTo(folder, name);
  if (list === undefined) return undefined;
  const there = new Set(folder.paths);
  const lines = (await readLines(folder, list)).filter((line) => !line.startsWith('#'));
  return lines.map((line) => {
    const [number, label] = line.split(/\s+/).map(Number);
    const path = `${list.slice(0, -name.length)}bs2/${number}.bs2`;
    if (!(label >= 0 && label < 10) || !there.has(path)) {
      const advice = `${list} names it (line '${line}'): get the recording too, or take it off the list.`;
      throw new DataFileMissingError(path, [`${folder.name}/${path}`], advice);
    }
    return { number, label, path };
  });
}

async function readRecording(folder: FileFolder, path: string): Promise<Events> {
  const file = `${folder.name}/${path}`;
  const events = cameraUnits(parseEventBytes(file, await readWhole(folder, path), CAMERA), WIDTH);
  requireWithin(file, events, DURATION);
  return events;
}
