import { openGpu } from '../src/gpu/open-gpu.ts';
import type { GpuProvider } from '../src/index.ts';

/** What GPUs of a provider were asked to do. */
export interface Watch {
  /** Where GPUs come from: real ones. */
  readonly gpu: GpuProvider;
  /** Command buffers that were handed over. */
  submits: number;
  /** Objects that were made, by the method that makes them. */
  readonly made: Record<string, number>;
  /** Buffers and query sets that were made and not destroyed. */
  live: number;
  /** The devices. */
  readonly devices: GPUDevice[];
  /** Called after each submit. */
  afterSubmit: (device: GPUDevice) => void;
}

/** Objects that stay until they are destroyed or collected; encoders and command buffers are gone once they are handed over. */
const MAKERS = [
  'createBuffer',
  'createQuerySet',
  'createBindGroup',
  'createBindGroupLayout',
  'createPipelineLayout',
  'createShaderModule',
  'createComputePipelineAsync',
] as const;

/** Real GPUs of which every device counts what it does. */
export async function watchedGpu(): Promise<Watch> {
  const provider = await openGpu([]);
  const watch: Watch = {
    submits: 0,
    made: Object.fromEntries(MAKERS.map((name) => [name, 0])),
    live: 0,
    devices: [],
    afterSubmit: () => {},
    gpu: {
      async requestAdapter(options) {
        const adapter = (await provider.requestAdapter(options)) as GPUAdapter;
        const request = adapter.requestDevice.bind(adapter);
        adapter.requestDevice = async (descriptor) => observe(watch, await request(descriptor));
        return adapter;
      },
    },
  };
  return watch;
}

function observe(watch: Watch, device: GPUDevice): GPUDevice {
  watch.devices.push(device);
  // Boundary: methods by name.
  const methods = device as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const name of MAKERS) {
    const make = methods[name]!.bind(device);
    methods[name] = (...given) => {
      watch.made[name]!++;
      const made = make(...given);
      if (name === 'createBuffer' || name === 'createQuerySet') countUntilDestroyed(watch, made as GPUBuffer);
      return made;
    };
  }
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  queue.submit = (commands) => {
    submit(commands);
    watch.submits++;
    watch.afterSubmit(device);
  };
  return device;
}

function countUntilDestroyed(watch: Watch, made: GPUBuffer): void {
  watch.live++;
  const destroy = made.destroy.bind(made);
  let there = true;
  made.destroy = () => {
    if (there) watch.live--;
    there = false;
    return destroy();
  };
}
