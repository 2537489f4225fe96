import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PLAN_VERSION, type Plan, type SynapsesKernel } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { DeviceLostError, NoAdapterError, OutOfMemoryError, ShaderError, webgpu } from '../src/index.ts';
import { withGpu } from './on-gpu.ts';
import { skipped } from './software-adapter.ts';

/** Two populations with all pairs connected. */
const densePlan = (size: number): Plan => ({
  version: PLAN_VERSION,
  dt: 1,
  key: [1, 2],
  populations: [{ id: 0, name: 'cells', size, spikes: 'never', history: 0 }],
  arrays: [
    {
      id: 0,
      name: 'all.w',
      over: { per: 'synapse', store: 0 },
      lifetime: 'shared',
      steps: 1,
      initial: 0,
      accumulates: false,
    },
  ],
  stores: [
    {
      id: 0,
      name: 'all',
      pre: 0,
      post: 0,
      format: 'dense',
      delay: 1,
      variables: [{ name: 'w', array: 0, birth: 0 }],
      columns: false,
      autapses: true,
    },
  ],
  kernels: [],
  rewirings: [],
  observed: { arrays: [], spikes: [] },
  entries: {},
});

describe('a machine without a GPU', () => {
  it('says what to install', async () => {
    const open = webgpu({ gpu: { requestAdapter: async () => null } }).open();
    await expect(open).rejects.toThrow(NoAdapterError);
    await expect(open).rejects.toThrow(/driver.*CPU backend/);
  });
});

describe.skipIf(skipped)('errors of a GPU', () => {
  it('a network that does not fit is refused with what is too large and by how much', async () => {
    await using device = await webgpu().open();
    // 10¹¹ weights: 372 GiB, more than any buffer may have.
    const refusals = device.refusals(densePlan(316_228));
    expect(refusals.map(({ code }) => code)).toEqual(['memory']);
    expect(refusals[0]!.message).toMatch(/'all\.w' with \d+ MiB/);
    expect(refusals[0]!.message).toMatch(/\d+ MiB too little/);
  });

  it('a buffer that does not fit says how much is missing', () =>
    withGpu(async (gpu) => {
      const buffer = gpu.buffer('a record', gpu.largestBuffer + 2 ** 20, 'storage');
      await expect(buffer).rejects.toThrow(OutOfMemoryError);
      await expect(buffer).rejects.toThrow(/1 MiB too little/);
    }));

  it('a shader that does not compile is quoted', () =>
    withGpu(async (gpu) => {
      const layout = gpu.device.createPipelineLayout({ bindGroupLayouts: [] });
      const code = '@compute @workgroup_size(1)\nfn main() {\n  let x = nothing;\n}\n';
      const pipeline = gpu.pipeline('a test', code, layout);
      await expect(pipeline).rejects.toThrow(ShaderError);
      await expect(pipeline).rejects.toThrow(/'let x = nothing;'/);
    }));

  it('a GPU that is lost is named by the next call', () =>
    withGpu(async (gpu) => {
      const buffer = await gpu.buffer('a test', 16, 'storage');
      gpu.device.destroy();
      await expect(gpu.read(buffer, 0, 16)).rejects.toThrow(DeviceLostError);
    }));

  it('a weight that an update makes infinite is named by its ends', async () => {
    await using device = await webgpu().open();
    // w = pre / (post − 2): infinite at post = 2, but for pre = 0, where it is no number.
    const divide: SynapsesKernel = {
      shape: 'synapses',
      name: 'divide',
      store: 0,
      nodes: [
        { op: 'index', at: 'pre' },
        { op: 'index', at: 'post' },
        { op: 'constant', value: 2 },
        { op: 'sub', args: [1, 2] },
        { op: 'div', args: [0, 3] },
      ],
      writes: [{ array: 0, node: 4, add: false }],
    };
    const plan = densePlan(4);
    const update = [{ op: 'run', kernel: 0, replay: false } as const];
    const program = await device.load({ ...plan, kernels: [divide], entries: { update } });
    const input = { size: 1, steps: 1, firstExample: 0, update: 0, spikes: {}, values: {} };
    await expect(program.run('update', input)).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { variable: 'all.w', projection: 'all', pre: 0, post: 2 },
    });
  });

  it('gives back the memory of programs that are disposed of', async () => {
    await using device = await webgpu().open();
    const plan = densePlan(400);
    const resident = (): number => process.memoryUsage().rss;
    const turn = async (): Promise<void> => {
      const program = await device.load(plan);
      await program.readStore(0);
      await program[Symbol.asyncDispose]();
    };
    for (let i = 0; i < 20; i++) await turn();
    const before = resident();
    for (let i = 0; i < 300; i++) await turn();
    // 640 kB of weights a turn would be 192 MB; what JavaScript has not collected yet is less than half of that.
    expect(resident() - before).toBeLessThan(110 * 2 ** 20);
  });

  it('a process that leaves a device open ends by itself', () => {
    const file = fileURLToPath(new URL('./leaves-open.ts', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, ['--conditions=@growcone/source', file], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
