import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hear, type SoundDataset } from '../src/index.ts';
import { folderStore } from '../src/node/index.ts';

const tone = (hertz: number): Float32Array =>
  Float32Array.from({ length: 800 }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / 8000));

const sounds = (...tones: readonly Float32Array[]): SoundDataset => ({
  name: 'tones',
  split: 'all',
  classes: 2,
  classNames: ['low', 'high'],
  duration: 101,
  size: tones.length,
  labels: Uint8Array.from(tones, (_, e) => e % 2),
  groups: new Uint16Array(tones.length),
  groupNames: ['nobody'],
  source: { title: 'Tones', licence: 'CC0', citation: 'nobody', url: 'https://example.org' },
  sound: (example) => Promise.resolve({ rate: 8000, samples: tones[example] as Float32Array }),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-hear-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filesOf = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('cochlea-'));

describe('hear', () => {
  const options = { seed: 1, channels: 20 };

  it('makes a data set of events of sounds, within their duration', async () => {
    const heard = hear(sounds(tone(300), tone(3000)), options);
    expect(heard).toMatchObject({
      shape: [20],
      channels: 20,
      size: 2,
      classNames: ['low', 'high'],
      groupNames: ['nobody'],
    });
    const { times, units } = await heard.events(1);
    expect(times.length).toBeGreaterThan(0);
    expect(times.every((time, k) => time >= 0 && time < 101 && (k === 0 || time >= times[k - 1]))).toBe(true);
    expect(units.every((unit) => unit < 20)).toBe(true);
  });

  it('hears a recording alike wherever it stands, in every epoch', async () => {
    const [a, b] = [hear(sounds(tone(300), tone(3000)), options), hear(sounds(tone(3000)), options)];
    expect(await b.events(0, 3)).toEqual(await a.events(1, 0));
  });

  it('keeps what it heard, and gives the same from there', async () => {
    const store = folderStore(folder);
    const dataset = sounds(tone(300));
    const plain = await hear(dataset, options).events(0);
    const first = await hear(dataset, { ...options, store }).events(0);
    expect(filesOf().filter((name) => !name.endsWith('.part')).length).toBe(1);
    expect(await hear(dataset, { ...options, store }).events(0)).toEqual(first);
    expect(first).toEqual(plain);
  });

  it('hears anew for another seed, another option or another sound', async () => {
    const store = folderStore(folder);
    await hear(sounds(tone(300)), { ...options, store }).events(0);
    await hear(sounds(tone(300)), { ...options, seed: 2, store }).events(0);
    await hear(sounds(tone(300)), { ...options, level: 0.1, store }).events(0);
    await hear(sounds(tone(301)), { ...options, store }).events(0);
    expect(filesOf().length).toBe(4);
  });

  it.each([
    ['cut', Uint8Array.of(71, 69, 86, 49, 9, 0, 0, 0)],
    ['empty', new Uint8Array(0)],
    ['of something else', new Uint8Array(100)],
  ])('does not take a file that is %s for spikes', async (_, bytes) => {
    const store = folderStore(folder);
    const dataset = sounds(tone(300));
    const first = await hear(dataset, { ...options, store }).events(0);
    writeFileSync(join(folder, filesOf()[0] as string), bytes);
    expect(await hear(dataset, { ...options, store }).events(0)).toEqual(first);
  });
});
