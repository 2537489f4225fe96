import { DeviceLostError, GpuError, NoAdapterError, OutOfMemoryError, ShaderError } from '../errors.ts';
import { isSoftware, nameOf, noAdapter, TIMESTAMPS } from './adapters.ts';
import { Commands, UNIFORM_BYTES } from './commands.ts';
import type { GpuProvider } from './open-gpu.ts';

// WebGPU's constants are no globals outside of browsers.
const [MAP_READ, COPY_SRC, COPY_DST, UNIFORM, STORAGE, INDIRECT] = [0x1, 0x4, 0x8, 0x40, 0x80, 0x100];
const MAP_MODE_READ = 1;
/** Milliseconds within which the loss of a GPU is told, once its calls fail. */
const LOSS_TOLD_WITHIN = 200;

/** What a buffer is for. */
export type BufferUse = 'storage' | 'uniform' | 'indirect' | 'readback';

const USAGE: Readonly<Record<BufferUse, number>> = {
  storage: STORAGE | COPY_SRC | COPY_DST,
  uniform: UNIFORM | COPY_DST,
  indirect: INDIRECT | STORAGE | COPY_SRC | COPY_DST,
  readback: MAP_READ | COPY_DST,
};

/** An open GPU: buffers, pipelines and transfers, with errors that say what to do. */
export class Gpu {
  /** Its name, as the driver tells it. */
  readonly name: string;
  /** Whether the processor does its work. */
  readonly software: boolean;
  /** The device. */
  readonly device: GPUDevice;
  /** Bytes that one buffer may have. */
  readonly largestBuffer: number;
  /** Work that waits to be handed over. */
  readonly commands: Commands;
  /** Code of shaders that do not depend on a network. */
  private readonly kept = new Map<string, Promise<GPUComputePipeline>>();
  private failure: Error | undefined;
  private closed = false;

  private constructor(name: string, software: boolean, device: GPUDevice, timed: boolean) {
    this.name = name;
    this.software = software;
    this.device = device;
    const uniform = device.createBuffer({ label: 'sizes of networks', size: UNIFORM_BYTES, usage: USAGE.uniform });
    this.commands = new Commands(device, uniform, timed);
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
    this.largestBuffer = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    void device.lost.then(({ message }) => {
      if (!this.closed) this.failure ??= new DeviceLostError(name, message);
    });
    device.addEventListener('uncapturederror', (event) => {
      this.failure ??= new GpuError((event as GPUUncapturedErrorEvent).error.message);
    });
  }

  /**
   * Opens a GPU. It asks for buffers as large as the GPU allows, and for nothing else beyond what every GPU has.
   *
   * @param provider - where GPUs come from
   * @param powerPreference - which of several
   * @param timed - whether to measure the time of every dispatch, where the GPU can
   */
  static async open(
    provider: GpuProvider,
    powerPreference?: 'low-power' | 'high-performance',
    timed: boolean = false,
  ): Promise<Gpu> {
    const adapter = (await provider.requestAdapter(powerPreference ? { powerPreference } : {})) as GPUAdapter | null;
    if (!adapter) throw noAdapter();
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    const name = nameOf(adapter);
    const clock = timed && adapter.features.has(TIMESTAMPS);
    try {
      const device = await adapter.requestDevice({
        requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
        requiredFeatures: clock ? [TIMESTAMPS] : [],
      });
      return new Gpu(name, isSoftware(adapter), device, clock);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new NoAdapterError(
        `WebGPU cannot open the GPU '${name}': ${why} Close other programs that use it, or use the CPU backend.`,
        {
          cause,
        },
      );
    }
  }

  /** Throws what went wrong since it was opened. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** Makes a buffer. @param what - what it is for, for errors @param bytes - its size, rounded up to a multiple of 16 @param use - what it is used for */
  async buffer(what: string, bytes: number, use: BufferUse): Promise<GPUBuffer> {
    const size = Math.max(16, 16 * Math.ceil(bytes / 16));
    if (size > this.largestBuffer) throw new OutOfMemoryError(what, size, this.largestBuffer);
    this.device.pushErrorScope('out-of-memory');
    const buffer = this.device.createBuffer({ label: what, size, usage: USAGE[use] });
    const error = await this.device.popErrorScope();
    this.check();
    if (error) throw new OutOfMemoryError(what, size);
    return buffer;
  }

  /** Compiles a shader with the entry point `main`. @param name - its name @param code - WGSL @param layout - its bindings */
  async pipeline(name: string, code: string, layout: GPUPipelineLayout): Promise<GPUComputePipeline> {
    this.device.pushErrorScope('validation');
    const module = this.device.createShaderModule({ label: name, code });
    const [{ messages }, error] = await Promise.all([module.getCompilationInfo(), this.device.popErrorScope()]);
    const wrong = messages.find(({ type }) => type === 'error');
    if (wrong) throw new ShaderError(name, wrong.message, code.split('\n')[wrong.lineNum - 1] ?? '');
    if (error) throw new ShaderError(name, error.message, '');
    try {
      return await this.device.createComputePipelineAsync({
        label: name,
        layout,
        compute: { module, entryPoint: 'main' },
      });
    } catch (cause) {
      this.check();
      throw new ShaderError(name, cause instanceof Error ? cause.message : String(cause), '');
    }
  }

  /** Compiles a shader whose text is the same in every network: once. @param name - its name @param code - WGSL @param layout - its bindings, always the same ones */
  keptPipeline(name: string, code: string, layout: GPUPipelineLayout): Promise<GPUComputePipeline> {
    let pipeline = this.kept.get(code);
    if (!pipeline) this.kept.set(code, (pipeline = this.pipeline(name, code, layout)));
    return pipeline;
  }

  /** Copies a stretch of a buffer to the host. @param from - the buffer @param offset - first byte, a multiple of 4 @param bytes - how many, a multiple of 4 */
  async read(from: GPUBuffer, offset: number, bytes: number): Promise<ArrayBuffer> {
    return (await this.readParts(from, [{ offset, bytes }]))[0];
  }

  /** Copies stretches of a buffer to the host. @param from - the buffer @param parts - where they start and how long they are, in multiples of 4 bytes */
  async readParts(
    from: GPUBuffer,
    parts: readonly { readonly offset: number; readonly bytes: number }[],
  ): Promise<ArrayBuffer[]> {
    const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total === 0) return parts.map(() => new ArrayBuffer(0));
    const staging = await this.buffer('a copy for the host', total, 'readback');
    try {
      let at = 0;
      for (const { offset, bytes } of parts) {
        this.commands.copy(from, offset, staging, at, bytes);
        at += bytes;
      }
      this.commands.submit();
      await this.settled(staging.mapAsync(MAP_MODE_READ, 0, total));
      const all = staging.getMappedRange(0, total);
      at = 0;
      return parts.map(({ bytes }) => all.slice(at, (at += bytes)));
    } finally {
      staging.destroy();
    }
  }

  /** Waits until all work is done. */
  async finish(): Promise<void> {
    this.commands.submit();
    await this.settled(this.device.queue.onSubmittedWorkDone());
  }

  /** Waits for the GPU, and throws what went wrong. @param work - what is waited for */
  async settled(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // The loss of a device is told just after its calls have failed.
      await Promise.race([this.device.lost, new Promise((told) => setTimeout(told, LOSS_TOLD_WITHIN))]);
      this.check();
      throw error;
    }
    this.check();
  }

  /** Gives the GPU back. */
  close(): void {
    this.closed = true;
    this.commands.destroy();
    this.device.destroy();
  }
}
