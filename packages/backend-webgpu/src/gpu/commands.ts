import { KernelClock, type KernelTimes } from './kernel-clock.ts';

/** Work for the GPU: a shader with its numbers. */
export interface Dispatch {
  /** Name of the shader, for profiles. */
  readonly name: string;
  /** Its code. */
  readonly pipeline: GPUComputePipeline;
  /** Its buffers; binding 0 is {@link Commands.uniform} with a dynamic offset. */
  readonly group: GPUBindGroup;
  /** The numbers that it finds there. */
  readonly numbers: Uint32Array<ArrayBuffer>;
  /** Workgroups in two directions, or a buffer that holds three such numbers. */
  readonly groups:
    | readonly [x: number, y: number]
    | {
        /** The buffer. */
        readonly buffer: GPUBuffer;
        /** Where they start, in bytes. */
        readonly offset: number;
      };
}

/** Numbers of a dispatch start at multiples of this many bytes on every GPU. */
const SLOT = 256;

/** Bytes for the numbers of the dispatches of one command buffer. */
export const UNIFORM_BYTES: number = 2 ** 20;

/**
 * Collects work for the GPU, and hands over much of it at once: a call costs microseconds, and a network makes several per step. What
 * reads or changes buffers in another way must call {@link Commands.submit} before.
 */
export class Commands {
  /** The numbers of dispatches, each at an offset of its own. */
  readonly uniform: GPUBuffer;
  private readonly device: GPUDevice;
  private readonly clock: KernelClock | undefined;
  private readonly staging = new Uint8Array(UNIFORM_BYTES);
  private used = 0;
  private encoder: GPUCommandEncoder | undefined;
  private pass: GPUComputePassEncoder | undefined;

  /** @param device - the GPU @param uniform - {@link UNIFORM_BYTES} for numbers of dispatches @param timed - whether to measure the time of every dispatch, which takes time */
  constructor(device: GPUDevice, uniform: GPUBuffer, timed: boolean) {
    this.device = device;
    this.uniform = uniform;
    this.clock = timed ? new KernelClock(device) : undefined;
  }

  /**
   * Starts a shader when all that came before is finished.
   *
   * @param dispatch - the shader
   * @param bound - bytes that its bind group takes of the uniform buffer
   */
  dispatch({ name, pipeline, group, numbers, groups }: Dispatch, bound: number): void {
    if (this.used + Math.max(bound, numbers.byteLength) > UNIFORM_BYTES || this.clock?.full) this.submit();
    const offset = this.used;
    this.staging.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), offset);
    this.used += SLOT * Math.max(1, Math.ceil(numbers.byteLength / SLOT));
    const pass = this.openPass(name);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group, [offset]);
    if ('buffer' in groups) pass.dispatchWorkgroupsIndirect(groups.buffer, groups.offset);
    else pass.dispatchWorkgroups(...groups);
    if (this.clock) this.endPass();
  }

  /** Copies between two buffers, in multiples of 4 bytes. @param from - the source @param fromOffset - its first byte @param to - another buffer @param toOffset - its first byte @param bytes - how many */
  copy(from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, bytes: number): void {
    if (bytes > 0) this.openEncoder().copyBufferToBuffer(from, fromOffset, to, toOffset, bytes);
  }

  /** Sets a stretch of a buffer to zero, in multiples of 4 bytes. @param buffer - the buffer @param offset - its first byte @param bytes - how many */
  clear(buffer: GPUBuffer, offset: number, bytes: number): void {
    if (bytes > 0) this.openEncoder().clearBuffer(buffer, offset, bytes);
  }

  /** Hands over what was collected; the GPU may begin. */
  submit(): void {
    if (!this.encoder) return;
    this.endPass();
    const timed = this.clock?.resolve(this.encoder);
    if (this.used > 0) this.device.queue.writeBuffer(this.uniform, 0, this.staging, 0, this.used);
    this.device.queue.submit([this.encoder.finish()]);
    timed?.();
    this.encoder = undefined;
    this.used = 0;
  }

  /** Time by name of shader since it was opened; undefined where it is not measured. */
  async times(): Promise<KernelTimes | undefined> {
    this.submit();
    return this.clock?.times();
  }

  /** Ends the measurement of time. */
  destroy(): void {
    this.clock?.destroy();
  }

  private openPass(name: string): GPUComputePassEncoder {
    return (this.pass ??= this.openEncoder(true).beginComputePass(this.clock?.passOf(name)));
  }

  /** What comes after a pass must not come into it. */
  private openEncoder(forPass = false): GPUCommandEncoder {
    if (!forPass) this.endPass();
    return (this.encoder ??= this.device.createCommandEncoder());
  }

  private endPass(): void {
    this.pass?.end();
    this.pass = undefined;
  }
}
