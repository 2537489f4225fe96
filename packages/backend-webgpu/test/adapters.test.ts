import { describe, expect, it } from 'vitest';
import {
  adapters,
  memoryBandwidth,
  NoAdapterError,
  webgpu,
  type GpuProvider,
  type WebGpuDevice,
} from '../src/index.ts';
import { classifier, examples } from './classifier.ts';
import { skipped } from './software-adapter.ts';

/** What a driver says of a GPU. */
const chip = (device: string, description: string, software: boolean) => ({
  info: { vendor: 'maker', architecture: 'family', device, description, isFallbackAdapter: software },
  limits: {
    maxBufferSize: 2 ** 32,
    maxStorageBufferBindingSize: 2 ** 31,
    maxStorageBuffersPerShaderStage: 10,
    maxComputeWorkgroupStorageSize: 49_152,
    maxComputeInvocationsPerWorkgroup: 1024,
  },
  features: new Set<string>(),
});

describe('the list of GPUs', () => {
  it('names each once, with what it is offered for and what networks use of it', async () => {
    const gpu: GpuProvider = {
      requestAdapter: async ({ powerPreference, forceFallbackAdapter } = {}) =>
        forceFallbackAdapter
          ? chip('SwiftShader Device', '', true)
          : powerPreference === 'high-performance'
            ? chip('large', 'driver 7', false)
            : chip('small', '', false),
    };
    const found = await adapters({ gpu });
    expect(found.map(({ name, software, used, offeredFor }) => [name, software, used, offeredFor])).toEqual([
      ['small', false, true, ['default', 'low-power']],
      ['large, driver 7', false, false, ['high-performance']],
      ['SwiftShader Device', true, false, ['fallback']],
    ]);
    expect(found[0]!.limits).toEqual({
      bufferBytes: 2 ** 32,
      bindingBytes: 2 ** 31,
      storageBuffers: 10,
      workgroupBytes: 49_152,
      workgroupLanes: 1024,
    });
    // The least that WebGPU allows a GPU to have; only buffers may be larger.
    expect(found[0]!.uses).toMatchObject({ storageBuffers: 8, workgroupBytes: 16_384, workgroupLanes: 256 });
    expect(found[0]!.uses.bufferBytes).toBe(2 ** 32);
  });

  it('takes a renderer on the processor for what it is, also where the browser does not say so', async () => {
    const [found] = await adapters({ gpu: { requestAdapter: async () => chip('llvmpipe (LLVM 15)', '', false) } });
    expect(found!.software).toBe(true);
  });

  it('says what to install where there is none', async () => {
    const none = adapters({ gpu: { requestAdapter: async () => null } });
    await expect(none).rejects.toThrow(NoAdapterError);
    await expect(none).rejects.toThrow(/libvulkan1.*CPU backend/);
  });
});

describe.skipIf(skipped)('a GPU', () => {
  it('is listed under the name of its device', async () => {
    await using device = (await webgpu().open()) as WebGpuDevice;
    const used = (await adapters()).find((a) => a.used)!;
    expect(device.name).toBe(`WebGPU (${used.name})`);
    expect(device.software).toBe(used.software);
    expect(device.largestBuffer).toBe(Math.min(used.uses.bufferBytes, used.uses.bindingBytes));
  });

  it('tells how long shaders took, by name, where it was asked to', async () => {
    const silent = (await webgpu().open()) as WebGpuDevice;
    expect(await silent.profile()).toBeUndefined();
    await silent[Symbol.asyncDispose]();

    const device = (await webgpu({ profile: true }).open()) as WebGpuDevice;
    await using simulation = await classifier('reverse').compile({
      name: 'webgpu',
      apiVersion: 1,
      open: async () => device,
    });
    await simulation.train(examples[0]!);
    const once = (await device.profile())!;
    await simulation.train(examples[1]!);
    const twice = (await device.profile())!;
    expect([...once.keys()]).toEqual(expect.arrayContaining([expect.stringContaining('trial')]));
    for (const [name, { calls, milliseconds }] of once) {
      expect(twice.get(name)!.calls, name).toBe(2 * calls);
      expect(twice.get(name)!.milliseconds, name).toBeGreaterThanOrEqual(milliseconds);
    }
  });

  it('has a memory bandwidth between what any memory and what no memory has', async () => {
    // A floppy disk gives 10⁵ bytes per second, whatever else a machine does; caches on a chip some 10¹³.
    const bandwidth = await memoryBandwidth();
    expect(bandwidth).toBeGreaterThan(1e5);
    expect(bandwidth).toBeLessThan(1e14);
  });
});
