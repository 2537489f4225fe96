import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { cpu, CpuDevice } from '@growcone/backend-cpu';
import { TOOLS } from '../../src/runtime/executor.ts';
import { toolModule } from '../../src/runtime/memory-tools.ts';
import { startThread } from '../../src/runtime/thread.ts';
import { threadTeam } from '../../src/runtime/thread-team.ts';
import type { Job } from '../../src/runtime/job.ts';
import { Code } from '../../src/wasm/code.ts';
import { ModuleWriter } from '../../src/wasm/module.ts';
import { valueType } from '../../src/wasm/value-type.ts';
import { lifPlan, spikeBatch } from './lif-plan.ts';

const run = promisify(execFile);

const UNREACHABLE = 0x00;

/** A module whose function e.0.run stops with an error. */
function trap(): Uint8Array<ArrayBuffer> {
  const { i32 } = valueType;
  const code = new Code({ params: [i32, i32, i32], results: [] });
  code.op(UNREACHABLE);
  const module = new ModuleWriter({ shared: true });
  module.add(code, 'e.0.run');
  return module.done().slice();
}

describe('worker threads', () => {
  it('do not keep a process alive', async () => {
    const script = `
      import { cpu } from '@growcone/backend-cpu';
      import { Code } from '../../src/wasm/code.ts';
import { ModuleWriter } from '../../src/wasm/module.ts';
import { valueType } from '../../src/wasm/value-type.ts';
import { lifPlan, spikeBatch } from './lif-plan.ts';
      const device = await cpu({ threads: 2 }).open();
      const program = await device.load(lifPlan({ inputs: 1, size: 2 }));
      const spikes = { 0: spikeBatch([[]], 3) };
      await program.run('evaluate', { size: 1, steps: 3, firstExample: 0, update: 0, spikes, values: {} });
      console.log('ran');
    `;
    const flags = ['--conditions=@growcone/source', '--input-type=module-typescript', '--eval', script];
    const { stdout } = await run(process.execPath, flags, {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe('ran');
  });

  it('pass on what failed in generated code', async () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const team = threadTeam(2);
    const crew = await team.open(memory, () => ({ population: 0, numbers: 0, capacity: 0 }));
    await crew.load('trap', await WebAssembly.compile(trap()));
    await crew.load(TOOLS, await WebAssembly.compile(toolModule({ shared: true, simd: true })));
    const job: Job = {
      module: 'trap',
      entry: 'e',
      units: [{ kind: 'run', n: 0 }],
      context: 0,
      steps: 1,
      examples: 2,
      firstStep: 0,
      continues: false,
      firstExample: 0,
      exampleWord: 0,
      rewiringWord: 0,
      shards: 2,
      own: [0],
      bindings: [],
      resets: [],
      rasters: [],
      checks: [],
      segments: undefined,
    };
    const failed = crew.run([job, { ...job, own: [1] }]);
    await expect(failed).rejects.toMatchObject({ code: 'WORKER' });
    await expect(failed).rejects.toThrow(/unreachable/);
    // The threads themselves are well.
    await expect(crew.run([{ ...job, examples: 0 }])).resolves.toHaveLength(1);
    await team.close();
  });

  it('report that they died', async () => {
    const thread = startThread();
    const died = new Promise((resolve) => thread.onFailure(resolve));
    await new Promise<void>((resolve) => thread.listen(({ kind }) => kind === 'ready' && resolve()));
    thread.send({ kind: 'room', program: 99, room: undefined });
    expect(String(await died)).toMatch(/program 99 is not open/);
    await thread.terminate();
  });
});

describe('a device', () => {
  it('runs on one thread without SharedArrayBuffer, and says so', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const device = await cpu({ threads: 4 }).open();
    vi.unstubAllGlobals();
    expect(device).toBeInstanceOf(CpuDevice);
    expect((device as CpuDevice).threads).toBe(1);
    expect((device as CpuDevice).notes.join()).toMatch(/SharedArrayBuffer is not available.*Cross-Origin/);
    await device[Symbol.asyncDispose]();
  });

  it('says what it is', async () => {
    await using device = await cpu({ threads: 2, simd: false }).open();
    expect(device.name).toBe('CPU (2 threads, scalar)');
  });

  it('runs several programs beside each other', async () => {
    await using device = await cpu({ threads: 2 }).open();
    const [a, b] = await Promise.all(
      [1, 2].map((size) => device.load(lifPlan({ inputs: 1, size, initial: 0.5, alpha: 1 }))),
    );
    const input = {
      size: 3,
      steps: 400,
      firstExample: 0,
      update: 0,
      spikes: { 0: spikeBatch([[], [], []], 400) },
      values: {},
    };
    const results = await Promise.all([a!.run('evaluate', input), b!.run('evaluate', input)]);
    expect(results.map((r) => [...r.outputs[4]!])).toEqual([new Array(3).fill(0.5), new Array(6).fill(0.5)]);
  });

  it.each([{ threads: 0 }, { threads: 1.5 }, { segment: 0 }])('refuses %o', (options) => {
    expect(() => cpu(options)).toThrow(/whole number of at least 1/);
  });
});
