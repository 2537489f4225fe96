import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/folders.ts';
import { lastJson, runCli } from '../support/run-cli.ts';

const at = scratchFolder();

// Two recordings of N-MNIST: an event is column, row, polarity with time in µs.
const event = (x: number, y: number, on: number, time: number): number[] => [
  x,
  y,
  (on << 7) | (time >> 16),
  (time >> 8) & 255,
  time & 255,
];

beforeAll(() => {
  mkdirSync(at('data/n-mnist/bs2'), { recursive: true });
  writeFileSync(at('data/n-mnist/train1K.txt'), '#sample #class\n1\t5\n2\t0\n');
  writeFileSync(at('data/n-mnist/test100.txt'), '#sample #class\n60001\t7\n');
  for (const number of [1, 2, 60001]) {
    const bytes = Uint8Array.from([...event(3, 4, 1, 1000), ...event(5, 6, 0, 250_000)]);
    writeFileSync(at(`data/n-mnist/bs2/${number}.bs2`), bytes);
  }
});

/** A second of an electrocardiogram of one lead in samples of two bytes at 100 Hz, with a normal beat of 1 mV at 0.5 s. */
function writeHeartbeat(): void {
  mkdirSync(at('data/mit-bih'), { recursive: true });
  const samples = new Int16Array(100).fill(0).with(50, 10);
  writeFileSync(at('data/mit-bih/1.hea'), '1 1 100 100\n1.dat 16 10/mV 16 0 0 10 0 MLII\n');
  writeFileSync(at('data/mit-bih/1.dat'), new Uint8Array(samples.buffer));
  // Code 1 in the upper six bits, 50 samples in the lower ten; then the end.
  writeFileSync(at('data/mit-bih/1.atr'), Uint8Array.of(50, 4, 0, 0));
}

const run = (line: string): ReturnType<typeof runCli> => runCli([...line.split(' '), '--data-dir', at('data')]);

describe('growcone data', () => {
  it('lists every data set, its licence, and where it is', async () => {
    const { code, stdout } = await run('data list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^name +classes +channels +licence +on disk +where$/m);
    expect(stdout).toMatch(/^yin-yang +3 +4 +MIT +generated$/m);
    expect(stdout).toMatch(/^shd +20 +700 +CC BY 4.0 +not here: growcone data get shd$/m);
    const { sets } = lastJson((await run('data list --json')).stdout) as { sets: { name: string }[] };
    expect(sets.find(({ name }) => name === 'n-mnist')).toEqual({
      name: 'n-mnist',
      title: 'N-MNIST',
      classes: 10,
      shape: [2, 34, 34],
      licence: 'CC BY-SA 4.0',
      folder: at('data/n-mnist'),
      // Three recordings of two events of five bytes, and the lists.
      bytes: 30 + 23 + 23,
    });
  });

  it('tells parts, counts, rates and what to cite, and what is not as published', async () => {
    const { code, stdout, stderr } = await run('data info n-mnist --json');
    expect(code).toBe(0);
    expect(stderr).toContain('note: N-MNIST, train: 2 examples were found, the published set has 60000 or 1000.');
    expect(lastJson(stdout)).toMatchObject({
      source: { citation: expect.stringContaining('Orchard') as string, licence: 'CC BY-SA 4.0' },
      splits: [
        {
          split: 'train',
          examples: 2,
          perClass: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0],
          // Two events of 2312 channels in 250 ms.
          sample: { examples: 2, events: 2, lastEvent: 250, rate: 2 / 2312 / 0.25 },
        },
        { split: 'test', examples: 1 },
      ],
    });
    expect((await run('data info n-mnist')).stdout).toMatch(/^cite +G\. Orchard/m);
  });

  it('describes what is generated without any file', async () => {
    const { stdout } = await run('data info yin-yang --examples 2');
    expect(stdout).toMatch(/^train +5000 examples \(published: 5000\)$/m);
    expect(stdout).toMatch(/first 2: 5 events each/);
  });

  it('says what is published of a set that is not here, and downloads nothing', async () => {
    process.env['XDG_CACHE_HOME'] = at('cache');
    const { code, stdout } = await runCli(['data', 'info', 'shd']);
    expect(code).toBe(0);
    // The numbers of the files, which the paper gives otherwise.
    expect(stdout).toMatch(/^examples +train 8156, test 2264 \(published\)$/m);
    expect(stdout).toMatch(/^files +not here: growcone data get shd, /m);
    expect(existsSync(at('cache'))).toBe(false);
  });

  it('knows heartbeats by their records, and wants to be told which to test on', async () => {
    writeHeartbeat();
    const { stdout } = await run('data info mit-bih');
    expect(stdout).toMatch(/^all +1 examples$/m);
    expect(stdout).toMatch(/1 people: 0 1$/m);
    // Ten rises by 0.1 mV and ten falls.
    expect(stdout).toMatch(/first 1: 20 events each/);
    const { code, stderr } = await run('train --data mit-bih --epochs 1');
    expect(stderr).toMatch(/^error: --test-groups is missing: mit-bih has no test set of its own\./m);
    expect(code).toBe(1);
    const file = at('beat.svg');
    const drawn = await run(`data preview mit-bih --out ${file} --json`);
    expect(lastJson(drawn.stdout)).toEqual({ label: 'normal beat', events: 20, file });
    // The list that comes with the records.
    writeFileSync(at('data/mit-bih/SHA256SUMS.txt'), `${'0'.repeat(64)} 1.dat\n`);
    expect((await run('data verify mit-bih')).stdout).toMatch(/^damaged {2}1\.dat: expected SHA-256 0000/m);
  });

  it('draws an example as a file that needs no other', async () => {
    const file = at('example.svg');
    const { code, stdout } = await run(`data preview n-mnist --split test --out ${file} --json`);
    expect(code).toBe(0);
    expect(lastJson(stdout)).toEqual({ label: '7', events: 2, file });
    const svg = readFileSync(file, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('<title>N-MNIST, test 0: 7, 2 events</title>');
    expect(svg).toContain('--first: #1f6feb');
    expect(svg).not.toMatch(/href|url\(http/);
  });

  it('checks files, and fails if one is damaged', async () => {
    const sums = at('data/n-mnist/SHA256SUMS');
    writeFileSync(sums, `${'0'.repeat(64)}  train1K.txt\n`);
    const { code, stdout } = await run('data verify n-mnist');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^damaged {2}train1K\.txt: expected SHA-256 0000/m);
    expect(stdout).toMatch(/: 2 missing, 1 damaged$/m);
  });

  it.each([
    ['data info mnits', /^error: growcone data knows randman, .* got 'mnits'\. Did you mean 'mnist'\?/],
    [
      'data preview n-mnist --split tset',
      /^error: --split must be one of train, test, got 'tset'\. Did you mean 'test'/,
    ],
    ['data preview n-mnist --example 2', /--example must be a whole number between 0 and 1, got 2\.$/m],
    ['data preview n-mnist --example x', /^error: --example must be a whole number of at least 0, got 'x'\./],
    ['data get yin-yang', /^error: growcone data get has nothing to do: yin-yang is generated\./],
    ['data get fsdd', /Clone https:\/\/github\.com\/Jakobovski\/free-spoken-digit-dataset/],
    [
      'data get dvs-gesture',
      /dvs-gesture\/DvsGesture\.tar\.gz\nGet DvsGesture\.tar\.gz \(about 3 GB\) with a browser from https:/,
    ],
    ['data get shd', /^error: shd_train\.h5\.gz, whole and with MD5 d47c9825dee33347913e8ce0f2be08b0, was not found\./],
    ['data verify shd', /^error: The folder of shd was not found\./],
    ['data info ssc', /Get ssc_train\.h5\.zip, ssc_valid\.h5\.zip and ssc_test\.h5\.zip from https:\/\/zenkelab\.org/],
  ])('answers `growcone %s` with one message and exit code 1', async (line, message) => {
    const { code, stdout, stderr } = await run(`${line}${line.includes('preview') ? ` --out ${at('never.svg')}` : ''}`);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    expect(existsSync(at('never.svg'))).toBe(false);
  });
});
