import {
  RefusedPlanError,
  type Device,
  type Plan,
  type Program,
  type Refusal,
  type Supports,
  LifecycleError,
} from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { KernelTimes } from '../gpu/kernel-clock.ts';
import { WebGpuProgram } from './program.ts';
import type { RunSettings } from './settings.ts';
import { webGpuRefusals, webGpuSupports } from './refusals.ts';

/** A GPU as a device: generated WGSL. */
export class WebGpuDevice implements Device {
  readonly name: string;
  readonly supports: Supports = webGpuSupports;
  /** Bytes that one buffer may have: all weights of a network lie in one, and the state of the examples in work in another. */
  readonly largestBuffer: number;
  /** Whether it is a software adapter: the processor computes what a GPU would, slowly. */
  readonly software: boolean;
  private readonly gpu: Gpu;
  private readonly settings: RunSettings;
  private readonly programs = new Set<WebGpuProgram>();
  private disposed = false;

  /** @internal Use `webgpu().open()`. */
  constructor(gpu: Gpu, settings: RunSettings) {
    this.gpu = gpu;
    this.settings = settings;
    this.largestBuffer = gpu.largestBuffer;
    this.software = gpu.software;
    this.name = `WebGPU (${gpu.name})`;
  }

  refusals(plan: Plan): readonly Refusal[] {
    return webGpuRefusals(plan, this.largestBuffer);
  }

  async load(plan: Plan): Promise<Program> {
    if (this.disposed) {
      throw new LifecycleError(
        'DISPOSED',
        'This WebGPU device was disposed of and cannot load any more. Open a new one.',
      );
    }
    const refusals = this.refusals(plan);
    if (refusals.length > 0) throw new RefusedPlanError(this.name, refusals);
    const program: WebGpuProgram = await WebGpuProgram.load(this.gpu, plan, this.settings, () =>
      this.programs.delete(program),
    );
    this.programs.add(program);
    return program;
  }

  /**
   * How often each shader ran since the device was opened, and how long, by its name; measured by timestamp queries. Undefined unless it
   * was opened by `webgpu({ profile: true })` on a GPU that has them.
   */
  async profile(): Promise<KernelTimes | undefined> {
    return this.gpu.commands.times();
  }

  /** Ends every program that was loaded, then gives the GPU back. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await Promise.all([...this.programs].map((program) => program[Symbol.asyncDispose]()));
    this.gpu.close();
  }
}
