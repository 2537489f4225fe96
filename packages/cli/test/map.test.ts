import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MapLook } from '../src/map/form-map.ts';
import { scratchFolder } from './support/folders.ts';
import { lastJson, runCli, startCli } from './support/run-cli.ts';

const at = scratchFolder();
const short = ['map', '--seconds', '3', '--seed', '5'];

describe('growcone map', () => {
  it('prints one JSON object as its last line and leaves a run folder', async () => {
    const { code, stdout, stderr } = await runCli([...short, '--threads', '1', '--out', at('one'), '--json']);
    expect(stderr).toMatch(/^3\.0\/3 s {2}\d+ \+ \d+ synapses {2}spread \d\.\d+ .* × real time$/m);
    expect(code).toBe(0);
    const controls = { redrawn: expect.any(Number), shuffled: expect.any(Number) };
    expect(lastJson(stdout)).toEqual({
      realTimeFactor: expect.any(Number),
      shareRewiring: expect.closeTo(0.5, 0),
      nsPerAttempt: expect.any(Number),
      sigmaAff: expect.closeTo(2, 0),
      sigmaAffControls: controls,
      pSigmaAff: controls,
      ad: expect.closeTo(1, 0),
      adControls: controls,
      pAd: controls,
      meanInDegree: expect.any(Number),
      synapses: expect.any(Number),
      bytesPerSynapse: expect.any(Number),
      seconds: 3,
      neurons: 512,
      seed: 5,
      backend: 'cpu',
      threads: 1,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      out: at('one'),
    });
    const looks = readFileSync(at('one/metrics.jsonl'), 'utf8').trimEnd().split('\n');
    expect(looks.map((line) => (JSON.parse(line) as { seconds: number }).seconds)).toEqual([0, 1, 2, 3]);
    expect(existsSync(at('one/summary.json'))).toBe(true);
    const report = readFileSync(at('one/report.html'), 'utf8');
    for (const title of [
      'Receptive fields after 0 s',
      'Receptive fields after 3 s',
      'Connection probability',
      'Time by part',
    ]) {
      expect(report).toContain(title);
    }
    expect(report).not.toContain('NaN');
  });

  it('sees the same on one and two threads, and whatever else is looked at', async () => {
    const last = async (name: string, ...args: string[]): Promise<unknown> => {
      expect((await runCli([...short, ...args, '--out', at(name)])).code).toBe(0);
      const line = readFileSync(at(`${name}/metrics.jsonl`), 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1);
      // What happened since the look before depends on when that was.
      const { turnover, ...look } = JSON.parse(line ?? '') as Record<string, unknown>;
      expect(turnover).toHaveLength(2);
      return look;
    };
    const once = await last('once', '--threads', '1', '--snapshot-every', '3');
    expect(await last('twice', '--threads', '2', '--seconds', '3000ms', '--snapshot-every', '0.7s')).toEqual(once);
  });

  it('keeps every synapse with --no-rewiring', async () => {
    const { stdout } = await runCli([...short, '--no-rewiring', '--out', at('still'), '--json']);
    const looks = readFileSync(at('still/metrics.jsonl'), 'utf8').trimEnd().split('\n');
    for (const line of looks) {
      for (const { gained, lost } of (JSON.parse(line) as MapLook).turnover) {
        expect(new Set([...gained, ...lost])).toEqual(new Set([0]));
      }
    }
    const none = { shareRewiring: 0, nsPerAttempt: null };
    expect(lastJson(stdout)).toMatchObject({ meanInDegree: expect.closeTo(6.28, 0) as number, ...none });
    expect(readFileSync(at('still/report.html'), 'utf8')).not.toContain('elimination');
  });

  it('does not write over a run', async () => {
    await runCli([...short, '--seconds', '0.1', '--out', at('taken')]);
    const { code, stderr } = await runCli([...short, '--out', at('taken')]);
    expect(code).toBe(1);
    expect(stderr).toContain('holds a run already. Go on with it with --resume, or choose another --out.');
  });

  it('goes on where it was killed, to the same end', async () => {
    const args = [
      '--seconds',
      '30',
      '--seed',
      '5',
      '--threads',
      '1',
      '--snapshot-every',
      '2',
      '--checkpoint-every',
      '4',
    ];
    const whole = ['map', ...args, '--out', at('whole')];
    expect((await runCli(whole)).code).toBe(0);
    const { child, ended } = startCli(['map', ...args, '--out', at('killed')]);
    child.stderr?.on('data', (text: Buffer) => {
      if (text.toString().includes('14.0/30 s')) child.kill('SIGKILL');
    });
    expect((await ended).signal).toBe('SIGKILL');
    expect(existsSync(at('killed/report.html'))).toBe(false);
    const again = await runCli(['map', '--resume', '--out', at('killed')]);
    expect(again.stderr).not.toContain('\n2.0/30 s');
    expect(again.code).toBe(0);
    const metrics = (name: string): string => readFileSync(at(`${name}/metrics.jsonl`), 'utf8');
    expect(metrics('killed')).toBe(metrics('whole'));
    // Apart from the times, the reports are the same to the letter too.
    const report = (name: string): string =>
      readFileSync(at(`${name}/report.html`), 'utf8')
        .replace(/real-time factor<\/dt><dd>[\d.]+/, '')
        .replace(/Time by part<\/h3>.*?<\/svg>/s, '');
    expect(report('killed')).toBe(report('whole'));
  });

  it('goes on only with what it began with, and only where there is something', async () => {
    await runCli([...short, '--out', at('begun'), '--no-rewiring']);
    const resumed = (...args: string[]): ReturnType<typeof runCli> => runCli(['map', '--resume', ...args]);
    expect((await resumed('--out', at('begun'))).code).toBe(0);
    expect((await resumed('--out', at('begun'), '--seed', '6')).stderr).toContain(
      'error: --seed was 5 when the run began, got 6. Leave it out with --resume, or start a new run.',
    );
    expect((await resumed('--out', at('nothing'))).stderr).toContain('holds no run to go on with.');
    expect((await resumed()).stderr).toContain('error: --resume needs --out');
    writeFileSync(at('begun/checkpoint.bin'), readFileSync(at('whole/checkpoint.bin')).subarray(0, 999));
    expect((await resumed('--out', at('begun'))).stderr).toMatch(/checkpoint\.bin: .*the file ends after 999\./);
  });

  // A GPU in software is slow: CI names it, `npm test` leaves it out.
  it.skipIf(!(process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu'))(
    'has on a GPU the synapses that it has on the CPU',
    { timeout: 120_000 },
    async () => {
      const brief = ['map', '--seconds', '0.05', '--seed', '5', '--json'];
      const [onGpu, onCpu] = await Promise.all([
        runCli([...brief, '--backend', 'webgpu', '--threads', '1', '--out', at('gpu')]),
        runCli([...brief, '--out', at('cpu')]),
      ]);
      expect(onGpu.stderr).toContain('note: --threads has no effect with --backend webgpu.\n');
      const [gpu, cpu] = [onGpu, onCpu].map(({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1)!));
      expect(gpu.backend).toMatch(/^webgpu/i);
      expect(gpu.synapses).toEqual(cpu.synapses);
    },
  );

  it('says what to install where there is no GPU', async () => {
    const none = { VK_ICD_FILENAMES: '/no/driver' };
    const { code, stderr } = await runCli([...short, '--backend', 'webgpu', '--out', at('no-gpu')], none);
    expect(stderr).toMatch(/^error: WebGPU finds no GPU\. Install its driver .*use the CPU backend\.$/m);
    expect(code).toBe(1);
    expect(existsSync(at('no-gpu'))).toBe(false);
  });

  it.each([
    ['--backend gpu', /^error: --backend must be one of cpu, webgpu, got 'gpu'\./],
    ['--scale 0', /^error: --scale must be a whole number between 1 and 64, got 0\.$/],
    [
      '--seconds -1',
      /^error: --seconds must be a time above 0 in seconds, or with its unit, such as 500ms, 10s or 5min, got -1\.$/,
    ],
    ['--snapshot-every 1h', /^error: --snapshot-every must be a time above 0 in seconds, .*, got '1h'\.$/],
    ['--seconds s', /^error: --seconds must be a time above 0 in seconds, .*, got 's'\.$/],
    [
      '--preset knight2026',
      /^error: --preset must be one of knight2025, bamford2010, got 'knight2026'\. Did you mean 'knight2025'\?$/,
    ],
    ['--stimulus colour', /^error: --stimulus must be one of correlated, uncorrelated, got 'colour'\.$/],
    ['--snapshot-every 0.00001', /^error: --snapshot-every must be at least a step of 0\.1 ms, got 0\.00001 s\.$/],
    ['--secnods 3', /^error: unknown option '--secnods'\n\(Did you mean --seconds\?\)$/],
  ])('refuses %s', async (args, message) => {
    const { code, stderr } = await runCli(['map', ...args.split(' '), '--out', at('refused')]);
    expect(stderr.trimEnd()).toMatch(message);
    expect(code).toBe(1);
    expect(existsSync(at('refused'))).toBe(false);
  });
});
