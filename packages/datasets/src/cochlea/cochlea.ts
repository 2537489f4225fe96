import { DatasetOptionError, requireInteger, requireNumber, requirePositive } from '../dataset-option-error.ts';
import { streams, WordStream } from '../word-stream.ts';
import { auditoryNerve } from './auditory-nerve.ts';
import { BasilarMembrane } from './basilar-membrane.ts';
import { bushyCell, FIBRES } from './bushy-cell.ts';
import { hairCell, type HairCellConstants, meddis1990, requireHairCells } from './hair-cell.ts';
import { prepare } from './prepare.ts';
import { resample } from './resample.ts';
import { SpikeList } from './spike-list.ts';
import { STEPS_PER_SECOND } from './steps-per-second.ts';

/** How a cochlea hears. */
export interface CochleaOptions {
  /** Number of channels, evenly along the membrane from base to apex. 700 if left out. */
  readonly channels?: number;
  /** Loudness that every recording is scaled to: its root mean square. 0.3 if left out. */
  readonly level?: number;
  /** Length in ms of the Hann ramps at both ends. Half of the recording if left out or longer than that. */
  readonly ramp?: number;
  /** Constants of the hair cells. `meddis1990` if left out. */
  readonly hairCells?: HairCellConstants;
  /** Seed of the random spikes of the nerve fibres. */
  readonly seed: number;
}

/** Spikes of one recording, sorted by time, at equal times by unit. */
export interface CochleaSpikes {
  /** Time of each spike in ms from the start of the recording. */
  readonly times: Float64Array;
  /** Channel of each spike. */
  readonly units: Uint32Array;
}

/** A cochlea that is ready to hear. */
export interface Cochlea {
  /** The frequency in Hz at which the place of each channel resonates by itself, falling from base to apex. */
  readonly frequencies: Float64Array;
  /**
   * Turns a recording into spikes.
   *
   * @param samples - the sound, in any unit
   * @param rate - samples per second, a whole number
   * @param example - number of the recording: another one draws other random numbers. 0 if left out
   */
  hear(samples: ArrayLike<number>, rate: number, example?: number): CochleaSpikes;
}

/**
 * A model of the ear that turns any sound into spike trains of 700 channels, as the Spiking Heidelberg Digits were made:
 * a basilar membrane, inner hair cells, nerve fibres, and bushy cells, whose spikes are the result.
 *
 * Recordings are brought to 24 kHz, scaled and ramped. Channel 0 is at the base and resonates at 22.5 kHz, channel 699 at
 * the apex and resonates at 110 Hz. A tone excites the place most that resonates at 1.16 times its frequency.
 * The spikes depend on seed, example, channel and sound only.
 *
 * ```ts
 * import { cochlea } from '@growcone/datasets';
 *
 * const ear = cochlea({ seed: 1, channels: 70 });
 * const tone = Float32Array.from({ length: 4000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 8000));
 * const { times, units } = ear.hear(tone, 8000);
 * console.log(times.length, 'spikes, the first of channel', units[0]);
 * ```
 *
 * B. Cramer, Y. Stradmann, J. Schemmel, F. Zenke, IEEE Trans. Neural Netw. Learn. Syst. 33(7), 2744–2757 (2022),
 * doi:10.1109/TNNLS.2020.3044364.
 *
 * @param options - channels, loudness and seed
 * @throws DatasetOptionError for an option out of range, and from `hear` for a rate or a sample that is none
 */
export function cochlea(options: CochleaOptions): Cochlea {
  const { channels = 700, level = 0.3, ramp = Infinity, hairCells = meddis1990, seed } = options;
  requireInteger('cochlea', 'channels', channels, { min: 2, max: 700 });
  requirePositive('cochlea', 'level', level, 'full-scale units');
  requireHairCells(hairCells);
  if (ramp !== Infinity) requireNumber('cochlea', 'ramp', ramp, { min: 0, unit: 'ms' });
  const membrane = new BasilarMembrane(channels);
  const words = new WordStream(seed, streams.cochlea);
  return {
    frequencies: membrane.frequencies,
    hear(samples, rate, example = 0) {
      requireInteger('cochlea', 'rate', rate, { min: 1000, max: 768000, unit: 'samples per second' });
      requireInteger('cochlea', 'example', example, { min: 0, max: 2 ** 32 - 1 });
      requireSound(samples);
      const sound = resample(samples, rate, STEPS_PER_SECOND);
      prepare(sound, level, Math.min(Math.round((ramp * STEPS_PER_SECOND) / 1000), sound.length >> 1));
      const write = membrane.hear(sound);
      const pair = [new Float64Array(sound.length), new Float64Array(sound.length)] as const;
      const spikes = new SpikeList(sound.length);
      for (let channel = 0; channel < channels; channel++) {
        if (channel % 2 === 0) write(channel / 2, ...pair);
        const signal = pair[channel % 2]!;
        hairCell(signal, hairCells);
        auditoryNerve(signal, FIBRES, words.start(example, channel));
        bushyCell(signal, (step) => spikes.add(channel, step));
      }
      return spikes.sorted();
    },
  };
}

function requireSound(samples: ArrayLike<number>): void {
  requireInteger('cochlea', 'samples.length', samples.length, { min: 1 });
  for (let n = 0; n < samples.length; n++) {
    if (!Number.isFinite(samples[n])) {
      throw new DatasetOptionError('cochlea', `samples[${n}]`, samples[n], 'a finite number');
    }
  }
}
