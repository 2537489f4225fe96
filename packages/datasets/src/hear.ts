import type { ByteStore } from './byte-store.ts';
import { cochlea, type CochleaOptions } from './cochlea/cochlea.ts';
import { eventsOf } from './derive-events.ts';
import type { EventDataset, Events } from './event-dataset.ts';
import type { Sound } from './formats/wav.ts';
import { justBefore } from './just-before.ts';
import { packEvents, unpackEvents } from './packed-events.ts';
import { sortEvents } from './sort-events.ts';
import type { SoundDataset } from './sound-dataset.ts';

/** How recordings of sound are heard. */
export interface HearOptions extends CochleaOptions {
  /** Where the spikes of recordings that were heard before are kept; each is computed anew every time if left out. */
  readonly store?: ByteStore;
}

// To be raised with every change of the cochlea that changes spikes: what was kept before is then computed anew.
const VERSION = 1;

/**
 * Recordings of sound as the spikes of a cochlea: a data set of events like SHD.
 *
 * The spikes of a recording depend on its samples and on the options, not on its place in the data set: they are the same
 * in every split and epoch. Computing them takes a while: give a `store` to do it once.
 *
 * @param dataset - recordings
 * @param options - the cochlea, and where its spikes are kept
 */
export function hear(dataset: SoundDataset, options: HearOptions): EventDataset {
  const { store, ...rest } = options;
  const ear = cochlea(rest);
  const { duration } = dataset;
  return eventsOf(dataset, {
    shape: [ear.frequencies.length],
    async events(example) {
      const sound = await dataset.sound(example);
      const digest = await digestOf(sound, rest);
      const key = `cochlea-${hex(digest)}`;
      const kept = await store?.get(key);
      const events = kept && unpackEvents(kept);
      if (events) return before(duration, events);
      const number = new DataView(digest.buffer).getUint32(0, true);
      const heard = inSinglePrecision(ear.hear(sound.samples, sound.rate, number));
      await store?.put(key, packEvents(heard));
      return before(duration, heard);
    },
  });
}

/** Times rounded to what is kept, so that it makes no difference whether they were. */
function inSinglePrecision({ times, units }: Events): Events {
  return sortEvents({ times: times.map(Math.fround), units });
}

/** Events of which rounding puts none at the end. */
function before(duration: number, { times, units }: Events): Events {
  const latest = justBefore(duration);
  return { times: times.map((time) => Math.min(time, latest)), units };
}

async function digestOf({ samples, rate }: Sound, options: CochleaOptions): Promise<Uint8Array> {
  const { channels, level, ramp, hairCells, seed } = options;
  const text = JSON.stringify([VERSION, rate, channels, level, ramp, hairCells, seed]);
  const head = new TextEncoder().encode(text);
  const body = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
