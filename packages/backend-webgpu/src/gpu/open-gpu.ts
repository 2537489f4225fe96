import { NoAdapterError } from '../errors.ts';

/** Which of several GPUs. */
export interface AdapterRequest {
  /** One that takes little power, or a fast one. */
  readonly powerPreference?: 'low-power' | 'high-performance';
  /** Whether it must be one in software. */
  readonly forceFallbackAdapter?: boolean;
}

/** Where GPUs come from: `navigator.gpu`, or what `create` of the npm package `webgpu` returns. */
export interface GpuProvider {
  /** Finds a GPU, or null. @param options - which */
  requestAdapter(options?: AdapterRequest): Promise<object | null>;
}

/** What this module uses of the npm package `webgpu`. */
interface NodePackage {
  create(flags: string[]): GpuProvider;
}

/** A name that bundlers for browsers do not follow. */
const NODE_PACKAGE: string = 'webgpu';

// A device of the npm package works only as long as the object that `create` gave is referenced; by itself it does not do that.
const alive = new Map<string, GpuProvider>();

/**
 * The page's WebGPU, or that of the npm package `webgpu`, one for each set of flags.
 *
 * @param flags - passed to `create` of the npm package
 */
export async function openGpu(flags: readonly string[]): Promise<GpuProvider> {
  const own = (globalThis as { navigator?: { gpu?: GpuProvider } }).navigator?.gpu;
  if (own) return own;
  if (!(globalThis as { process?: object }).process) {
    throw new NoAdapterError(
      'This browser has no WebGPU, or the page is not served over https: or from localhost. Use a browser that has it, or the ' +
        'CPU backend.',
    );
  }
  const known = alive.get(flags.join());
  if (known) return known;
  const { create } = await nodePackage();
  const gpu = create([...flags]);
  alive.set(flags.join(), gpu);
  return gpu;
}

async function nodePackage(): Promise<NodePackage> {
  try {
    return (await import(/* @vite-ignore */ NODE_PACKAGE)) as NodePackage;
  } catch (cause) {
    throw new NoAdapterError(
      `Node.js has no WebGPU of its own, and the npm package '${NODE_PACKAGE}' could not be loaded: ` +
        `${cause instanceof Error ? cause.message : String(cause)}. Run 'npm install ${NODE_PACKAGE}', or use the CPU backend.`,
      { cause },
    );
  }
}
