import { DataFileError } from '../data-file-error.ts';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { DatasetOptionError, requireNumber, requirePositive } from '../dataset-option-error.ts';
import { eventsOf } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { type FileFolder, readWhole, requirePath } from '../file-folder.ts';
import { parseWfdbAnnotations } from '../formats/wfdb-annotations.ts';
import { openWfdbRecord, type WfdbRecord } from '../formats/wfdb-record.ts';
import { foundPart, type PublishedSet } from '../published-set.ts';
import type { DataSource } from '../recordings.ts';
import { beatTypes } from './beat-types.ts';
import { eventsAround, requireLeads } from './record-pieces.ts';

/** What is known of the MIT-BIH Arrhythmia Database. How many beats there are follows from the records at hand. */
export const heartbeatsSet: PublishedSet = {
  name: 'mit-bih',
  source: {
    title: 'MIT-BIH Arrhythmia Database',
    licence: 'ODC-BY 1.0',
    citation:
      'G. B. Moody, R. G. Mark, The impact of the MIT-BIH Arrhythmia Database, IEEE Engineering in Medicine and Biology ' +
      'Magazine 20(3), 45–50 (2001), doi:10.1109/51.932724; A. L. Goldberger et al., PhysioBank, PhysioToolkit, and ' +
      'PhysioNet, Circulation 101(23), e215–e220 (2000), doi:10.1161/01.CIR.101.23.e215',
    url: 'https://physionet.org/content/mitdb/',
  },
  classNames: beatTypes.map(({ meaning }) => meaning),
  shape: [2, 2],
  sizes: { all: [] },
};

/** How heartbeats become events. */
export interface HeartbeatOptions {
  /** How far a lead rises or falls from one of its events to the next, in its own unit: mV as a rule. */
  readonly threshold: number;
  /** Length of the piece around each beat, in ms. */
  readonly duration: number;
  /** How much of it lies before the mark of the beat, in ms; half of it if left out. */
  readonly before?: number;
  /** Symbols of the types of beats, in the order of the labels; others are left out. All `beatTypes` if left out. */
  readonly beats?: readonly string[];
  /** Names of the records; all with annotations that lie in one folder, the first one that has any, if left out. */
  readonly records?: readonly string[];
  /** Where the records come from; the MIT-BIH Arrhythmia Database if left out. */
  readonly source?: DataSource;
}

/** A beat, and the record that it is in. */
interface Beat {
  readonly record: WfdbRecord;
  readonly group: number;
  readonly label: number;
  readonly sample: number;
}

const SYMBOLS = beatTypes.map(({ symbol }) => symbol);

/**
 * Reads heartbeats of the MIT-BIH Arrhythmia Database, or of others of its format (WFDB) that have annotations `.atr`: a
 * piece of the electrocardiogram around each beat, with the type of the beat as its label and the record as its group.
 *
 * Each lead is delta modulated, as in neuromorphic sensors: an event wherever it has risen, or fallen, by a threshold since
 * its last event, or since the first sample of the piece (F. Corradi et al., IJCNN 2019, doi:10.1109/IJCNN.2019.8852279;
 * F. C. Bauer, D. R. Muir, G. Indiveri, IEEE TBioCAS 13(6), 2019, doi:10.1109/TBCAS.2019.2953001). The shape is
 * [2, leads], falls before rises, leads in the order of the record, which is not that of every other. Time is continuous:
 * the lead is a straight line between two samples. Where a piece goes beyond the record, nothing happens.
 *
 * Pieces are read when they are asked for, and the checksums of a record before its first piece. Records are of different
 * people, but for 201 and 202: test on people that training never met with `holdOutGroups`.
 *
 * @param folder - the folder of the records, or one above it
 * @param options - threshold and length of the pieces, and which beats of which records
 */
export async function readHeartbeats(folder: FileFolder, options: HeartbeatOptions): Promise<EventDataset> {
  const { threshold, duration, before = duration / 2, beats = SYMBOLS, source = heartbeatsSet.source } = options;
  requirePositive('readHeartbeats', 'threshold', threshold, 'mV');
  requirePositive('readHeartbeats', 'duration', duration, 'ms');
  requireNumber('readHeartbeats', 'before', before, { min: 0, max: duration, unit: 'ms' });
  const wrong = beats.find((symbol, b) => !SYMBOLS.includes(symbol) || beats.indexOf(symbol) !== b);
  if (wrong !== undefined || beats.length === 0) {
    const allowed = `some of ${SYMBOLS.join(' ')}, each once`;
    throw new DatasetOptionError('readHeartbeats', 'beats', beats.join(' '), allowed);
  }
  const paths = pathsOf(folder, options.records);
  const all: Beat[] = [];
  let leads: number | undefined;
  for (const [group, path] of paths.entries()) {
    const record = await openWfdbRecord(folder, path);
    leads ??= record.signals.length;
    requireLeads(record, leads, threshold);
    all.push(...(await beatsOf(folder, path, record, { group, symbols: beats })));
  }
  const labels = Uint8Array.from(all, ({ label }) => label);
  const verified = new Map<WfdbRecord, Promise<void>>();
  return eventsOf(
    {
      ...foundPart(heartbeatsSet, { split: 'all' }, labels),
      classes: beats.length,
      classNames: beats.map((symbol) => beatTypes[SYMBOLS.indexOf(symbol)].meaning),
      duration,
      groups: Uint16Array.from(all, ({ group }) => group),
      groupNames: paths.map((path) => path.slice(path.lastIndexOf('/') + 1)),
      source,
    },
    {
      shape: [2, leads ?? 1],
      async events(example) {
        const { record } = all[example];
        const verifying = verified.get(record) ?? record.verify();
        verified.set(record, verifying);
        await verifying;
        return eventsAround(record, all[example].sample, { threshold, duration, before });
      },
    },
  );
}

/** Paths of the records, without ending. */
function pathsOf(folder: FileFolder, records: readonly string[] | undefined): string[] {
  const advice = `Get the records from ${heartbeatsSet.source.url}, and point to their folder.`;
  const headers =
    records?.map((record) => requirePath(folder, `${record}.hea`, advice)) ??
    folder.paths.filter((path) => path.endsWith('.hea') && folder.paths.includes(path.replace(/hea$/, 'atr')));
  if (headers.length === 0) {
    throw new DataFileMissingError('records of heartbeats', [`${folder.name}/<record>.hea and .atr`], advice);
  }
  const paths = headers.map((path) => path.slice(0, -'.hea'.length));
  if (records) return paths;
  // Other folders hold excerpts of the same beats.
  const depth = (path: string): number => path.split('/').length;
  const [first] = paths.toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  const base = first.slice(0, first.lastIndexOf('/') + 1);
  return paths.filter((path) => path.startsWith(base) && depth(path) === depth(first)).toSorted();
}

async function beatsOf(
  folder: FileFolder,
  path: string,
  record: WfdbRecord,
  { group, symbols }: { readonly group: number; readonly symbols: readonly string[] },
): Promise<Beat[]> {
  const advice = 'It says where the beats of the record are: get it too.';
  const annotated = requirePath(folder, `${path}.atr`, advice);
  const file = `${folder.name}/${annotated}`;
  const annotations = parseWfdbAnnotations(file, await readWhole(folder, annotated), record.rate);
  const beats = annotations.filter(({ symbol }) => symbols.includes(symbol));
  const beyond = beats.find(({ sample }) => sample >= record.size);
  if (beyond) {
    const expected = `beats within ${record.size} samples`;
    const got = `one at sample ${beyond.sample}`;
    const damaged = 'Annotations or header are damaged, or of another record: get both again.';
    throw new DataFileError('WFDB_ANNOTATION', { file, offset: 0, within: 'file', expected, got, advice: damaged });
  }
  return beats.map(({ symbol, sample }) => ({ record, group, label: symbols.indexOf(symbol), sample }));
}
