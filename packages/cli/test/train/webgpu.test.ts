import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gatherInfo } from '../../src/info/info.ts';
import { train } from '../../src/train/train.ts';
import { scratchFolder } from '../support/folders.ts';
import { lastJson, runCli } from '../support/run-cli.ts';
import { smallRun } from '../support/small-run.ts';

const at = scratchFolder();
// A GPU in software is slow: CI names it, `npm test` leaves it out.
const required = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');

describe.skipIf(!required)('a run on a GPU', () => {
  it('finds one, and says what it is', async () => {
    const { missing, devices } = await gatherInfo();
    expect(missing).toEqual([]);
    const gpus = devices.filter((device) => device.backend === 'webgpu');
    expect(gpus.filter(({ used }) => used)).toHaveLength(1);
    expect(gpus[0]).toMatchObject({ used: true, offeredFor: expect.arrayContaining(['default']) as string[] });
    // What every GPU has: the defaults of WebGPU.
    expect(gpus[0]!.limits.storageBuffers).toBeGreaterThanOrEqual(8);
    const { stdout } = await runCli(['info']);
    expect(stdout).toMatch(/^ {2}storage buffers +\d+, at most 8 used$/m);
    expect(stdout).toMatch(/^ {2}timestamps +(yes|no)$/m);
    expect(stdout).toMatch(gpus[0]!.software ? /^ {2}kind +software adapter/m : /^ {2}kind +GPU$/m);
    expect(stdout).toMatch(/^ {2}offered for +default.*; networks run on it$/m);
  });

  it('that is lost leaves its last checkpoint, and goes on from there on the CPU', async () => {
    const out = at('lost');
    const line =
      'train --data randman --channels 20 --hidden 10 --density 0.3 --epochs 2 --batch 10 --limit-train 40 --validation 10 --steps 10 ' +
      '--checkpoint-every 1';
    const words = [...line.split(' '), '--out', out];
    const preload = fileURLToPath(new URL('../support/loses-gpu.ts', import.meta.url));
    // A batch hands over some ten command buffers: this is the third or the fourth.
    const lost = await runCli([...words, '--backend', 'webgpu'], {
      NODE_OPTIONS: `--import=${preload}`,
      LOSE_GPU_AFTER: '40',
    });
    expect(lost.stderr).toMatch(/^error: The GPU '.+' was lost: .+ restore that checkpoint\.$/m);
    expect(lost.stderr).toContain(`or on the CPU with: growcone train --out ${out} --resume --backend cpu\n`);
    expect({ code: lost.code, signal: lost.signal }).toEqual({ code: 1, signal: null });
    expect(existsSync(at('lost/checkpoint.bin'))).toBe(true);
    expect(existsSync(at('lost/running.json'))).toBe(false);

    const { code, stdout, stderr } = await runCli(['train', '--out', out, '--resume', '--backend', 'cpu', '--json']);
    expect(stderr).toContain(
      'note: The run began with --backend webgpu and goes on with cpu: from here on results may',
    );
    expect(code).toBe(0);
    expect(lastJson(stdout)).toMatchObject({ validationAccuracy: expect.any(Number) as number });
    const rows = readFileSync(at('lost/metrics.jsonl'), 'utf8').trimEnd().split('\n');
    const batches = rows.map((row) => JSON.parse(row) as { kind: string }).filter(({ kind }) => kind === 'batch');
    // Each of 4 batches in each of 2 epochs once: nothing was trained twice, nothing left out.
    expect(batches).toHaveLength(8);
    const starts = readFileSync(at('lost/timing.jsonl'), 'utf8').match(/"kind":"start".*?"batches":\d+/g)!;
    expect(Number(starts[1]!.match(/\d+$/)![0])).toBeGreaterThan(0);
  });

  it('learns what a run on the CPU learns, and says what has no effect', async () => {
    const notes: string[] = [];
    const listen = (event: { readonly kind: string; readonly text?: string }): void => {
      if (event.kind === 'note') notes.push(event.text ?? '');
    };
    const options = { ...smallRun, epochs: 1, limitTrain: 60, validation: 12, recurrent: false };
    const cpu = await train({ options, out: at('cpu') });
    const gpu = await train({ options: { ...options, backend: 'webgpu' }, out: at('webgpu') }, { listen });
    expect(notes).toEqual(['--threads has no effect with --backend webgpu.']);
    // 60 examples: rounding moves a decision here and there, not one in ten.
    expect(Math.abs(gpu.trainAccuracy - cpu.trainAccuracy)).toBeLessThanOrEqual(0.1);
    expect(gpu.synapses).toBe(cpu.synapses);
    expect(gpu.rewired).toBeGreaterThan(0);
  });
});
