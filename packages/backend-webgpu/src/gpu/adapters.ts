import { NoAdapterError } from '../errors.ts';
import { openGpu, type AdapterRequest, type GpuProvider } from './open-gpu.ts';

/** What a GPU allows, as far as networks care. */
export interface AdapterLimits {
  /** Bytes that a buffer may have. */
  readonly bufferBytes: number;
  /** Bytes of a buffer that a shader may see. */
  readonly bindingBytes: number;
  /** Storage buffers that a shader may have. */
  readonly storageBuffers: number;
  /** Bytes that the lanes of a workgroup share. */
  readonly workgroupBytes: number;
  /** Lanes of a workgroup. */
  readonly workgroupLanes: number;
}

/** A GPU that WebGPU offers. */
export interface AdapterDescription {
  /** Its name, as the driver tells it. */
  readonly name: string;
  /** Who made it; empty where the browser does not tell. */
  readonly vendor: string;
  /** Its family; empty where the browser does not tell. */
  readonly architecture: string;
  /** Whether it is a software adapter: the processor computes what a GPU would, slowly. */
  readonly software: boolean;
  /** Whether networks run on it where nothing else is asked for. */
  readonly used: boolean;
  /** What it is offered for. */
  readonly offeredFor: readonly ('default' | 'high-performance' | 'low-power' | 'fallback')[];
  /** What it allows. */
  readonly limits: AdapterLimits;
  /** What of that networks use at most. */
  readonly uses: AdapterLimits;
  /** Whether it can tell how long shaders take. */
  readonly timestamps: boolean;
}

/** What every GPU allows, and more is not used; buffers are as large as the GPU at hand allows. */
const EVERYWHERE = { storageBuffers: 8, workgroupBytes: 16_384, workgroupLanes: 256 } as const;

const REQUESTS: Readonly<Record<AdapterDescription['offeredFor'][number], AdapterRequest>> = {
  default: {},
  'high-performance': { powerPreference: 'high-performance' },
  'low-power': { powerPreference: 'low-power' },
  fallback: { forceFallbackAdapter: true },
};

/** The feature by which a GPU tells how long shaders take. */
export const TIMESTAMPS = 'timestamp-query';

/** The name of a GPU for people. @param adapter - the GPU */
export function nameOf({ info }: GPUAdapter): string {
  const { device, description, vendor, architecture } = info;
  const told = [device.replace(/-+$/, ''), description].filter((part) => part !== '');
  return told.join(', ') || [vendor, architecture].filter((part) => part !== '').join(' ') || 'unknown';
}

/** Whether the processor does the work of a GPU. @param adapter - the GPU */
export const isSoftware = ({ info }: GPUAdapter): boolean =>
  info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${info.device} ${info.description}`);

/** Says that there is none, and what to install. */
export const noAdapter = (): NoAdapterError =>
  new NoAdapterError(
    'WebGPU finds no GPU. Install its driver (on Linux one for Vulkan, with libvulkan1), or use the CPU backend.',
  );

/**
 * Lists the GPUs that WebGPU offers, each once: the one that networks run on by default, those for high performance and for low power,
 * and the software adapter. A GPU that WebGPU offers for none of these cannot be listed.
 *
 * Errors: {@link NoAdapterError} if there is none, with what to install.
 *
 * @param options - where GPUs come from, as for `webgpu`
 */
export async function adapters({
  gpu,
  flags = [],
}: { readonly gpu?: GpuProvider; readonly flags?: readonly string[] } = {}): Promise<readonly AdapterDescription[]> {
  const provider = gpu ?? (await openGpu(flags));
  const found = new Map<string, AdapterDescription>();
  for (const purpose of Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]) {
    const adapter = (await provider.requestAdapter(REQUESTS[purpose])) as GPUAdapter | null;
    if (!adapter) continue;
    const { vendor, architecture } = adapter.info;
    const key = [vendor, architecture, nameOf(adapter)].join('\n');
    const before = found.get(key);
    const offeredFor = [...(before?.offeredFor ?? []), purpose];
    found.set(key, before ? { ...before, offeredFor } : described(adapter, purpose));
  }
  if (found.size === 0) throw noAdapter();
  return [...found.values()];
}

function described(adapter: GPUAdapter, purpose: keyof typeof REQUESTS): AdapterDescription {
  const { vendor, architecture } = adapter.info;
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const sizes = { bufferBytes: maxBufferSize, bindingBytes: maxStorageBufferBindingSize };
  return {
    name: nameOf(adapter),
    vendor,
    architecture,
    software: isSoftware(adapter),
    used: purpose === 'default',
    offeredFor: [purpose],
    limits: {
      ...sizes,
      storageBuffers: adapter.limits.maxStorageBuffersPerShaderStage,
      workgroupBytes: adapter.limits.maxComputeWorkgroupStorageSize,
      workgroupLanes: adapter.limits.maxComputeInvocationsPerWorkgroup,
    },
    uses: { ...sizes, ...EVERYWHERE },
    timestamps: adapter.features.has(TIMESTAMPS),
  };
}
