import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EpochRow } from '../src/run-folder/metrics-rows.ts';
import { scratchFolder } from './support/folders.ts';
import { lastJson, runCli } from './support/run-cli.ts';

const at = scratchFolder();
const small =
  '--channels 40 --hidden 12 --density 0.2 --epochs 1 --batch 20 --limit-train 100 --steps 30 --threads 1'.split(' ');

describe('growcone train', () => {
  it('prints one JSON object as its last line and leaves a run folder', async () => {
    const out = at('json');
    const args = ['train', '--data', 'randman', ...small, '--informative', '10', '--limit-test', '50', '--seed', '7'];
    const { code, stdout, stderr } = await runCli([...args, '--out', out, '--json']);
    expect(stderr).toMatch(/^epoch 1\/1 {2}loss \d/m);
    expect(code).toBe(0);
    expect(lastJson(stdout)).toEqual({
      testAccuracy: expect.closeTo(0.1, 0),
      validationAccuracy: null,
      trainAccuracy: expect.closeTo(0.1, 0),
      informativeShare: expect.closeTo(0.25, 0),
      secondsPerEpoch: expect.any(Number),
      synapses: expect.any(Number),
      rewired: 0,
      threads: 1,
      peakMemoryMiB: expect.any(Number),
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      seed: 7,
      eventTally: null,
      weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      out,
    });
    for (const name of ['config.json', 'metrics.jsonl', 'timing.jsonl', 'checkpoint.bin', 'report.html']) {
      expect(existsSync(at(`json/${name}`)), name).toBe(true);
    }
    expect(existsSync(at('json/running.json'))).toBe(false);
    expect(JSON.parse(readFileSync(at('json/config.json'), 'utf8'))).toMatchObject({
      options: { data: 'randman', seed: 7, hidden: 12 },
    });
  });

  it('does not read the test set where examples are held out', async () => {
    const args = ['train', '--data', 'randman', ...small, '--validation', '40', '--out', at('held'), '--json'];
    expect(lastJson((await runCli(args)).stdout)).toMatchObject({
      testAccuracy: null,
      validationAccuracy: expect.any(Number) as number,
      informativeShare: null,
    });
    expect(readFileSync(at('held/metrics.jsonl'), 'utf8')).not.toContain('"test"');
  });

  it.each([
    ['train --data randman --densty 0.1', /^error: unknown option '--densty'\n\(Did you mean --density\?\)$/],
    ['train --data randman --density 0', /^error: --density must be a share .*got 0\.$/],
    ['train --data randman --density 2', /^error: --density must be a share .*got 2\.$/],
    ['train --data randman --hidden many', /^error: --hidden must be a whole number of at least 1, got 'many'\.$/],
    [
      'train --data randman --rule ssgd --layers 20,x',
      /^error: --layers must be whole numbers of at least 1 with commas between them, such as 200,100, got '20,x'\.$/,
    ],
    ['train --data randman --layers 20,20', /^error: --layers needs --rule ssgd: .* Use --rule ssgd, or one layer\.$/],
    [
      'train',
      /^error: --data is missing: it must be one of randman, yin-yang, mnist, fashion-mnist, optdigits, n-mnist, dvs-gesture, fsdd, shd, ssc, mit-bih\.$/,
    ],
    ['train --data randman --resume', /^error: --resume needs --out, the folder of the run to go on with\./],
    [
      'train --data randman --validation 2000',
      /^error: --validation must leave something to train with: randman has 2000/,
    ],
    ['train --data randman --density 1e-9', /^error: Projection 'inputToHidden' has no synapse: .* Raise its density/],
    ['trian', /^error: unknown command 'trian'\n\(Did you mean train\?\)$/],
  ])('answers `growcone %s` with one message and exit code 1', async (line, message) => {
    const { code, stdout, stderr } = await runCli([
      ...line.split(' '),
      ...(line.includes('--resume') ? [] : ['--out', at('never')]),
    ]);
    expect(stderr.trimEnd()).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    expect(existsSync(at('never'))).toBe(false);
  });

  it('learns through two layers and tells how active they are', async () => {
    const args =
      'train --data randman --channels 40 --epochs 2 --batch 20 --limit-train 200 --limit-test 50 --steps 30 --threads 1 --density 1';
    const rule = '--rule ssgd --layers 12,10 --surrogate fast-sigmoid --half-width 0.3 --readout maximum';
    const out = at('deep');
    const { code, stderr } = await runCli([...`${args} ${rule}`.split(' '), '--out', out]);
    expect(stderr).toMatch(/^epoch 2\/2 .* hidden1 \d+\.\d % active {2}hidden2 \d+\.\d % active$/m);
    expect(code).toBe(0);
    const rows = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
    const last = JSON.parse(rows.findLast((row) => row.includes('"epoch"'))!) as EpochRow;
    expect(last.activity?.['hidden1']).toEqual({
      spikes: expect.any(Number),
      active: expect.any(Number),
      awake: expect.any(Number),
    });
  });

  it('sounds an alarm when a layer dies', async () => {
    const args =
      'train --data randman --channels 20 --epochs 1 --batch 20 --limit-train 100 --limit-test 50 --threads 1 --density 1';
    // An input spike needs three steps to the second layer, which sees nothing here.
    const rule = '--rule ssgd --layers 12,10 --half-width 0.3 --steps 2';
    const { code, stderr } = await runCli([...`${args} ${rule}`.split(' '), '--out', at('dead')]);
    expect(stderr).toMatch(/^alarm: epoch 1, batch \d: 'hidden[12]' is dead: .*rescue/m);
    expect(code).toBe(0);
    expect(readFileSync(at('dead/metrics.jsonl'), 'utf8')).toContain('"alarms":["\'hidden');
  });

  it('says where a potential grew without bound', async () => {
    const args = ['train', '--data', 'randman', ...small, '--learning-rate', '1e38', '--out', at('wild')];
    const { code, stderr } = await runCli(args);
    expect(stderr).toMatch(/error: .* became (NaN|-?Infinity).*too large a learning rate/);
    expect(code).toBe(1);
  });

  it('shows where an error comes from only when asked', async () => {
    const args = ['train', '--data', 'randman', '--density', '2'];
    expect((await runCli(args)).stderr).not.toContain('    at ');
    expect((await runCli(args, { GROWCONE_DEBUG: '1' })).stderr).toContain('    at ');
  });
});

describe('growcone info', () => {
  it('shows devices and versions', async () => {
    const { code, stdout } = await runCli(['info']);
    expect(stdout).toMatch(/^node +\d+\./m);
    expect(stdout).toMatch(/^backend cpu +CPU \(\d+ threads?, (SIMD|scalar)\)$/m);
    expect(code).toBe(0);
  });

  it('shows a GPU, or says what it lacks', async () => {
    const { stdout } = await runCli(['info']);
    expect(stdout).toMatch(/^backend webgpu +(WebGPU \(.+\)\n +buffers up to +\d+ MiB, .+|none\n +note: .+driver.+)$/m);
    const none = await runCli(['info'], { VK_ICD_FILENAMES: '/no/driver' });
    expect(none.stdout).toMatch(/^backend webgpu +none\n +note: .+driver.+CPU backend\.$/m);
    expect(none.code).toBe(0);
  });

  it('prints one JSON object as its last line', async () => {
    const info = lastJson((await runCli(['info', '--json'])).stdout);
    expect(info).toMatchObject({
      versions: { node: process.versions.node },
      devices: expect.arrayContaining([expect.objectContaining({ backend: 'cpu', simd: true, sharedMemory: true })]),
    });
  });
});
