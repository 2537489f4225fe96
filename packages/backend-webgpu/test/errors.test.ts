import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cpu } from '@growcone/backend-cpu';
import { PLAN_VERSION, type Plan, type SynapsesKernel } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { DeviceLostError, NoAdapterError, OutOfMemoryError, ShaderError, webgpu } from '../src/index.ts';
import { withGpu } from './on-gpu.ts';
import { skipped } from './software-adapter.ts';
import { tinyBatch, tinyNetwork } from './tiny-network.ts';
import { watchedGpu } from './watched-gpu.ts';

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
    const watch = await watchedGpu();
    await using device = await webgpu({ gpu: watch.gpu }).open();
    const before = watch.live;
    for (let turn = 0; turn < 20; turn++) {
      const program = await device.load(densePlan(400));
      await program.readStore(0);
      expect(watch.live).toBeGreaterThan(before);
      await program[Symbol.asyncDispose]();
      expect(watch.live).toBe(before);
    }
  });

  it('a process that leaves a device open ends by itself', () => {
    const { status, stderr } = inProcess('leaves-open');
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

/** Runs a file of this folder in a process of its own, which has to end by itself. */
const inProcess = (name: string, ...words: string[]) => {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return spawnSync(process.execPath, ['--conditions=@growcone/source', file, ...words], {
    encoding: 'utf8',
    timeout: 60_000,
  });
};

describe('a machine without the npm package', () => {
  it('says how to install it', () => {
    const { status, stdout } = inProcess('lacks-package');
    expect(stdout).toMatch(/^NO_ADAPTER .*'webgpu' could not be loaded.*npm install webgpu.*CPU backend/);
    expect(status).toBe(0);
  });
});

describe.skipIf(skipped)('a GPU that is lost', () => {
  it('between two batches is named with the next step, and its checkpoint goes on elsewhere', async () => {
    const watch = await watchedGpu();
    await using simulation = await tinyNetwork().compile(webgpu({ gpu: watch.gpu }));
    await simulation.train(tinyBatch);
    const checkpoint = await simulation.checkpoint();
    watch.devices[0]!.destroy();
    const lost = simulation.train(tinyBatch);
    await expect(lost).rejects.toThrow(DeviceLostError);
    await expect(lost).rejects.toThrow(
      /^The GPU '.+' was lost: .+last checkpoint.+or on the CPU, and restore that checkpoint\.$/,
    );
    // It stays lost, whatever is asked of it.
    await expect(simulation.train(tinyBatch)).rejects.toThrow(DeviceLostError);
    await expect(simulation.checkpoint()).rejects.toThrow(DeviceLostError);
    await expect(simulation.synapses(simulation.network.projections[0]!)).rejects.toThrow(DeviceLostError);

    await using elsewhere = await tinyNetwork().compile(cpu({ threads: 1 }));
    await elsewhere.restore(checkpoint);
    expect(elsewhere.batches).toBe(1);
    expect((await elsewhere.train(tinyBatch)).loss).toBeGreaterThan(0);
  });

  it('during a batch is named too, wherever the batch was', { timeout: 120_000 }, async () => {
    const healthy = await watchedGpu();
    await using expected = await tinyNetwork().compile(webgpu({ gpu: healthy.gpu }));
    const compiled = healthy.submits;
    await expected.train(tinyBatch);
    const submits = healthy.submits - compiled;
    expect(submits).toBeGreaterThan(2);
    for (let submit = 1; submit <= submits; submit++) {
      const watch = await watchedGpu();
      await using simulation = await tinyNetwork().compile(webgpu({ gpu: watch.gpu }));
      const last = watch.submits + submit;
      watch.afterSubmit = (device) => {
        if (watch.submits === last) device.destroy();
      };
      await expect(simulation.train(tinyBatch), `submit ${submit}`).rejects.toThrow(DeviceLostError);
    }
  });

  it('while a network is compiled for it is named', async () => {
    const watch = await watchedGpu();
    const device = await webgpu({ gpu: watch.gpu }).open();
    watch.devices[0]!.destroy();
    await expect(device.load(densePlan(4))).rejects.toThrow(DeviceLostError);
    await device[Symbol.asyncDispose]();
  });

  it.each(['between', 'during'])('%s runs lets the process end by itself', (when) => {
    const { status, stdout, stderr, signal } = inProcess('loses-device', when);
    expect(stderr).toBe('');
    expect(stdout).toBe('DEVICE_LOST\n');
    expect({ status, signal }).toEqual({ status: 3, signal: null });
  });
});
