import {
  RefusedPlanError,
  type Device,
  type Plan,
  type Program,
  type Refusal,
  type Supports,
  LifecycleError,
} from '@growcone/core';
import { CpuProgram } from './program.ts';
import { cpuRefusals, cpuSupports } from './refusals.ts';
import type { SegmentOption } from './segment-choice.ts';
import type { Team } from './team.ts';

/** What a CPU device was opened with. */
export interface CpuDeviceOptions {
  /** The workers. */
  readonly team: Team;
  /** Whether vector instructions are used. */
  readonly simd: boolean;
  /** How reverse sweeps work. */
  readonly segment: SegmentOption;
  /** Whether runs tell how long their parts take. */
  readonly clock: boolean;
  /** Number of neurons from which threads share a network that runs on. */
  readonly shareFrom: number;
  /** What the user should know about how it runs. */
  readonly notes: readonly string[];
}

/** The CPU as a device: generated WebAssembly on one or several threads. */
export class CpuDevice implements Device {
  readonly name: string;
  readonly supports: Supports = cpuSupports;
  /** Number of threads that run examples, or share a large network that runs on. */
  readonly threads: number;
  /** Whether vector instructions are used. */
  readonly simd: boolean;
  /** What the user should know about how it runs, such as why it runs on one thread. */
  readonly notes: readonly string[];
  private readonly team: Team;
  private readonly segment: SegmentOption;
  private readonly clock: boolean;
  private readonly shareFrom: number;
  private readonly programs = new Set<CpuProgram>();
  private disposed = false;

  /** @internal Use `cpu().open()`. */
  constructor({ team, simd, segment, clock, shareFrom, notes }: CpuDeviceOptions) {
    this.team = team;
    this.simd = simd;
    this.segment = segment;
    this.clock = clock;
    this.shareFrom = shareFrom;
    this.notes = notes;
    this.threads = team.size;
    this.name = `CPU (${team.size} ${team.size === 1 ? 'thread' : 'threads'}, ${simd ? 'SIMD' : 'scalar'})`;
  }

  refusals(plan: Plan): readonly Refusal[] {
    return cpuRefusals(plan);
  }

  async load(plan: Plan): Promise<Program> {
    if (this.disposed) {
      throw new LifecycleError('DISPOSED', 'This CPU device was disposed of and cannot load any more. Open a new one.');
    }
    const refusals = cpuRefusals(plan);
    if (refusals.length > 0) throw new RefusedPlanError(this.name, refusals);
    const { team, simd, segment, clock, shareFrom } = this;
    const program: CpuProgram = await CpuProgram.load(plan, {
      team,
      simd,
      segment,
      clock,
      shareFrom,
      ended: () => this.programs.delete(program),
    });
    this.programs.add(program);
    return program;
  }

  /** Ends every program that was loaded, then the threads. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await Promise.all([...this.programs].map((program) => program[Symbol.asyncDispose]()));
    await this.team.close();
  }
}
