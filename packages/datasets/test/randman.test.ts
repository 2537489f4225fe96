import { describe, expect, it } from 'vitest';
import { bin, embedInNoise, encodeDirect, randman, smoothManifolds, toBatch } from '../src/index.ts';
import { harmonics } from '../src/smooth-manifolds.ts';
import { recordings } from './small-events.ts';

const all = (size: number): number[] => Array.from({ length: size }, (_, example) => example);

describe('smoothManifolds', () => {
  const options = { classes: 3, channels: 5, samplesPerClass: 50, seed: 1 };

  it('has as many harmonics as the published generator: 1000, 32 and 10 for smoothness 1, 2 and 3', () => {
    expect([1, 2, 3].map(harmonics)).toEqual([1000, 32, 10]);
  });

  it('fills [0, 1] in every channel of every class', () => {
    const { intensities, labels, size } = smoothManifolds(options);
    for (let label = 0; label < 3; label++) {
      for (let channel = 0; channel < 5; channel++) {
        const values = all(size)
          .filter((e) => labels[e] === label)
          .map((e) => intensities[e * 5 + channel]);
        expect(Math.min(...values)).toBe(0);
        expect(Math.max(...values)).toBeCloseTo(1, 12);
      }
    }
  });

  it('has the same number of examples of each class', () => {
    const { labels } = smoothManifolds(options);
    expect([0, 1, 2].map((label) => labels.filter((l) => l === label).length)).toEqual([50, 50, 50]);
  });

  it('is smoother for a larger alpha: the nearest other example of the class comes nearer', () => {
    const distance = (alpha: number): number => nearest({ ...options, channels: 20, alpha }).meanDistance;
    expect(distance(1)).toBeGreaterThan(distance(2));
    expect(distance(2)).toBeGreaterThan(distance(3));
  });

  it('is rougher to tell apart in more dimensions', () => {
    const flat = nearest({ ...options, channels: 20, dimension: 3 });
    expect(flat.meanDistance).toBeGreaterThan(nearest({ ...options, channels: 20 }).meanDistance);
  });

  it('tells the classes apart by the nearest example, as points on separate manifolds are', () => {
    expect(nearest({ ...options, classes: 10, channels: 20, samplesPerClass: 100 }).accuracy).toBeGreaterThan(0.95);
  });

  it('depends on its seed only', () => {
    expect(smoothManifolds(options)).toEqual(smoothManifolds(options));
    expect(smoothManifolds({ ...options, seed: 2 }).intensities).not.toEqual(smoothManifolds(options).intensities);
  });

  it.each([
    [{ classes: 0 }, 'randman.classes must be a whole number between 1 and 65536, got 0'],
    [{ channels: 0 }, 'randman.channels'],
    [{ dimension: 0 }, 'randman.dimension'],
    [{ alpha: 0 }, 'randman.alpha must be a number of at least 0.1, got 0'],
    [{ samplesPerClass: -1 }, 'randman.samplesPerClass'],
    [{ seed: -1 }, 'seed'],
  ])('refuses %o', (wrong, message) => {
    expect(() => smoothManifolds({ ...options, ...wrong })).toThrow(message);
  });
});

describe('embedInNoise', () => {
  it('refuses values, which noise spikes cannot hide', () => {
    const direct = encodeDirect(smoothManifolds({ classes: 1, channels: 2, samplesPerClass: 2, seed: 1 }), {
      steps: 5,
    });
    expect(() => embedInNoise(direct, { channels: 4, probability: 0.1, seed: 1 })).toThrow('a data set of spikes');
  });

  it('keeps examples apart that are read at the same time', async () => {
    const events = recordings(
      Array.from({ length: 4 }, (_, e) => [[e, e]]),
      { shape: [4] },
    );
    const noisy = embedInNoise(bin(events, { dt: 1 }), { channels: 30, probability: 0.2, seed: 1 });
    const [together, ...alone] = await Promise.all([all(4), [0], [1], [2], [3]].map((which) => toBatch(noisy, which)));
    expect([...together.neurons]).toEqual(alone.flatMap(({ neurons }) => [...neurons]));
  });

  it('refuses fewer channels than there are to hide', () => {
    const dataset = randman({ classes: 1, channels: 5, samplesPerClass: 2, steps: 5, seed: 1 });
    expect(() => embedInNoise(dataset, { channels: 4, probability: 0.1, seed: 1 })).toThrow('of at least 5, got 4');
  });
});

describe('randman', () => {
  const options = { classes: 4, channels: 30, samplesPerClass: 25, steps: 100, seed: 1 };

  it('spikes once per channel and example, so that counts tell nothing', async () => {
    const batch = await toBatch(randman(options), all(100));
    const counts = new Uint32Array(100 * 30);
    for (let e = 0; e < 100; e++) {
      const [first, last] = [batch.offsets[e * 101], batch.offsets[e * 101 + 100]];
      for (const channel of batch.neurons.subarray(first, last)) counts[e * 30 + channel]++;
    }
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('spikes at the step that the coordinate on the manifold says', async () => {
    const { intensities } = smoothManifolds(options);
    const batch = await toBatch(randman(options), all(100));
    for (let e = 0; e < 100; e++) {
      for (let step = 0; step < 100; step++) {
        const [first, last] = [batch.offsets[e * 101 + step], batch.offsets[e * 101 + step + 1]];
        for (const channel of batch.neurons.subarray(first, last)) {
          expect(Math.min(Math.floor(intensities[e * 30 + channel] * 100), 99)).toBe(step);
        }
      }
    }
  });

  it('lists every channel as informative if no noise is asked for', () => {
    expect([...randman(options).informative]).toEqual(all(30));
  });

  describe('with 10 % informative channels', async () => {
    const noisy = randman({ ...options, channels: 700, informative: 70 });
    const batch = await toBatch(noisy, all(100));
    const isInformative = new Uint8Array(700);
    for (const channel of noisy.informative) isInformative[channel] = 1;

    it('lists the informative channels, ascending, without repeats and at random places', () => {
      expect(noisy.informative.length).toBe(70);
      expect(new Set(noisy.informative).size).toBe(70);
      expect([...noisy.informative]).toEqual([...noisy.informative].sort((a, b) => a - b));
      expect(noisy.informative[69]).toBeGreaterThan(350);
      expect(randman({ ...options, channels: 700, informative: 70, seed: 2 }).informative).not.toEqual(
        noisy.informative,
      );
    });

    it('keeps one spike per informative channel, at the step of the manifold', async () => {
      const plain = await toBatch(randman({ ...options, channels: 70 }), all(100));
      const kept: number[] = [];
      for (const channel of batch.neurons) {
        if (isInformative[channel]) kept.push(noisy.informative.indexOf(channel));
      }
      expect(kept).toEqual([...plain.neurons]);
    });

    it('fires the noise channels at the same mean rate, one spike per example', () => {
      const noise = batch.neurons.filter((channel) => !isInformative[channel]).length;
      // 63 000 trains of 100 steps at p = 0.01: 63 000 spikes, standard deviation √(63 000 · 0.99) = 250.
      expect(Math.abs(noise - 63000)).toBeLessThan(4 * 250);
    });

    it('draws the noise anew in every epoch and leaves the manifolds as they are', async () => {
      const later = await toBatch(noisy, all(100), { epoch: 1 });
      const only = (channels: Uint32Array, informative: 0 | 1): Uint32Array =>
        channels.filter((channel) => isInformative[channel] === informative);
      expect(only(later.neurons, 1)).toEqual(only(batch.neurons, 1));
      expect(only(later.neurons, 0)).not.toEqual(only(batch.neurons, 0));
    });
  });

  it('refuses more informative channels than there are', () => {
    expect(() => randman({ ...options, informative: 31 })).toThrow(
      'randman.informative must be a whole number between 1 and 30, got 31',
    );
  });
});

/** How far the nearest other example of the same class is, and how often the nearest example has the same class. */
function nearest(options: Parameters<typeof smoothManifolds>[0]): { meanDistance: number; accuracy: number } {
  const { intensities, labels, size, channels } = smoothManifolds(options);
  let sum = 0;
  let right = 0;
  for (let a = 0; a < size; a++) {
    let ofClass = Infinity;
    let ofOthers = Infinity;
    for (let b = 0; b < size; b++) {
      if (a === b) continue;
      let squares = 0;
      for (let c = 0; c < channels; c++)
        squares += (intensities[a * channels + c] - intensities[b * channels + c]) ** 2;
      if (labels[a] === labels[b]) ofClass = Math.min(ofClass, squares);
      else ofOthers = Math.min(ofOthers, squares);
    }
    sum += Math.sqrt(ofClass);
    if (ofClass < ofOthers) right++;
  }
  return { meanDistance: sum / size, accuracy: right / size };
}
