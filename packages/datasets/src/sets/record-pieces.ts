import { DataFileError, type DataFileProblem } from '../data-file-error.ts';
import { countCrossings, modulateDelta } from '../delta-modulation.ts';
import type { Events } from '../event-dataset.ts';
import type { WfdbRecord } from '../formats/wfdb-record.ts';
import { justBefore } from '../just-before.ts';
import { sortEvents } from '../sort-events.ts';

/** Which piece of a record around a sample, and how it becomes events. */
export interface PieceOptions {
  /** In the units of the signals. */
  readonly threshold: number;
  /** In ms. */
  readonly duration: number;
  /** How much of it lies before the sample, in ms. */
  readonly before: number;
}

// What a damaged record may ask for is bounded: the piece around a heartbeat has some hundred.
const MOST_EVENTS = 2 ** 20;

/**
 * Rises and falls of all signals of a record around a sample, as units of the shape [2, signals], falls first.
 *
 * @internal
 */
export async function eventsAround(
  record: WfdbRecord,
  sample: number,
  { threshold, duration, before }: PieceOptions,
): Promise<Events> {
  const { rate, size, signals } = record;
  const from = Math.max(0, Math.ceil(sample - (before * rate) / 1000));
  const to = Math.min(size, Math.ceil(sample + ((duration - before) * rate) / 1000));
  // A piece that ends before the first sample after its start has none.
  const values = await record.read(Math.min(from, to), to);
  const modulated = values.map((samples, s) => {
    const { gain, missing } = signals[s];
    return { samples, missing, delta: threshold * gain };
  });
  const count = modulated.reduce((sum, signal) => sum + countCrossings(signal), 0);
  if (count > MOST_EVENTS) {
    const expected = `at most ${MOST_EVENTS} events around sample ${sample}`;
    refuse('EVENTS_RANGE', record.name, expected, `${count}`, 'Take a larger threshold or a shorter piece');
  }
  const events = { times: new Float64Array(count), units: new Uint32Array(count) };
  // Rounding would put the last events at the end.
  const latest = justBefore(duration);
  let at = 0;
  for (const [s, signal] of modulated.entries()) {
    const { positions, rises } = modulateDelta(signal);
    for (let k = 0; k < positions.length; k++) {
      const time = ((from + positions[k] - sample) * 1000) / rate + before;
      events.times[at] = Math.min(latest, Math.max(0, time));
      events.units[at++] = rises[k] * signals.length + s;
    }
  }
  return sortEvents(events);
}

/**
 * Refuses a record that does not have so many signals, or a converter too coarse for a threshold.
 *
 * @internal
 */
export function requireLeads({ name, signals }: WfdbRecord, leads: number, threshold: number): void {
  if (signals.length !== leads) {
    const expected = `${leads} signals as in the first record`;
    refuse('WFDB_HEADER', name, expected, `${signals.length}`, 'Read records of other numbers apart');
  }
  const coarse = signals.find(({ gain }) => gain * threshold < 1);
  if (coarse) {
    const { unit, gain } = coarse;
    const expected = `a gain of ${1 / threshold} or more, so that ${threshold} ${unit} is a step of the converter at least`;
    refuse('WFDB_HEADER', name, expected, `${gain}`, 'Take a larger threshold');
  }
}

function refuse(code: DataFileProblem, file: string, expected: string, got: string, advice: string): never {
  const whole = `${advice}; if the record is damaged, get it again.`;
  throw new DataFileError(code, { file, offset: 0, within: 'file', expected, got, advice: whole });
}
