import { cameraUnits } from '../camera-units.ts';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { eventsOf } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { type FileFolder, readWhole, requirePath } from '../file-folder.ts';
import { type AedatRecording, openAedat } from '../formats/aedat.ts';
import { parseGestureLabels, parseTrials } from '../formats/gesture-labels.ts';
import { foundPart, type NoteListener, type PublishedSet, type ReadOptions } from '../published-set.ts';

/** What is known of DVS128 Gesture. */
export const gesturesSet: PublishedSet = {
  name: 'dvs-gesture',
  source: {
    title: 'DVS128 Gesture',
    licence: 'CC BY 4.0',
    citation: 'A. Amir et al., A Low Power, Fully Event-Based Gesture Recognition System, CVPR 2017, 7388–7397',
    url: 'https://research.ibm.com/interactive/dvsgesture/',
  },
  classNames: [
    'hand clapping',
    'right hand wave',
    'left hand wave',
    'right arm clockwise',
    'right arm counter-clockwise',
    'left arm clockwise',
    'left arm counter-clockwise',
    'arm roll',
    'air drums',
    'air guitar',
    'other gestures',
  ],
  shape: [2, 128, 128],
  sizes: { train: [1176], test: [288] },
};

const WIDTH = 128;
const GESTURES = gesturesSet.classNames.length;

/** A stretch of a recording in which somebody makes one gesture. */
interface Gesture {
  readonly path: string;
  readonly user: number;
  readonly label: number;
  /** In µs of the clock of the recording. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads DVS128 Gesture: eleven gestures of 29 people before an event camera of 128 × 128 pixels, with two polarities.
 *
 * Every row of a label file is an example, cut out of its recording when it is asked for: 1176 to train and 288 to test.
 * The groups are the people, of whom those in the test set are in no other.
 *
 * @param folder - the unpacked archive, or a folder above it
 * @param options - which part
 */
export async function readGestures(folder: FileFolder, options: ReadOptions<'train' | 'test'>): Promise<EventDataset> {
  const { split, onNote } = options;
  const list = `trials_to_${split}.txt`;
  const advice = `Get DvsGesture.tar.gz from ${gesturesSet.source.url}, unpack it, and point to its folder.`;
  const trials = requirePath(folder, list, advice);
  const base = trials.slice(0, -list.length);
  const gestures: Gesture[] = [];
  for (const name of parseTrials(`${folder.name}/${trials}`, await readWhole(folder, trials))) {
    gestures.push(...(await gesturesIn(folder, base + name)));
  }
  const labels = Uint8Array.from(gestures, ({ label }) => label);
  const part = {
    ...foundPart(gesturesSet, options, labels),
    duration: gestures.reduce((most, { start, end }) => Math.max(most, (end - start) / 1000), 1),
    groups: Uint16Array.from(gestures, ({ user }) => user),
  };
  const recordings = new Map<string, Promise<AedatRecording>>();
  return eventsOf(part, {
    shape: gesturesSet.shape,
    async events(example) {
      const { path, start, end } = gestures[example];
      const opened = recordings.get(path) ?? openRecording(folder, path, onNote);
      recordings.set(path, opened);
      return cameraUnits(await (await opened).read(start, end), WIDTH, start);
    },
  });
}

async function gesturesIn(folder: FileFolder, path: string): Promise<Gesture[]> {
  const labels = path.replace(/\.aedat$/, '_labels.csv');
  for (const needed of [path, labels]) {
    if (folder.paths.includes(needed)) continue;
    const advice = 'A list of recordings names it: unpack the whole archive.';
    throw new DataFileMissingError(needed, [`${folder.name}/${needed}`], advice);
  }
  const user = Number(/user(\d+)/.exec(path)?.[1] ?? 0);
  const spans = parseGestureLabels(`${folder.name}/${labels}`, await readWhole(folder, labels), GESTURES);
  return spans.map(({ gesture, start, end }) => ({ path, user, label: gesture - 1, start, end }));
}

async function openRecording(folder: FileFolder, path: string, onNote?: NoteListener): Promise<AedatRecording> {
  const recording = await openAedat(await folder.open(path), { width: WIDTH, height: WIDTH });
  if (recording.cut) onNote?.(`${folder.name}/${path} lacks its end: ${recording.cut.missing} bytes at least.`);
  return recording;
}
