import type { Decisions } from './attempt.ts';
import { firstNotFinite } from './finite.ts';
import type { Check, Found, Job, Raster, RasterRoom, ScriptUnit } from './job.ts';
import { REWIRING_WORDS } from './layout.ts';
import type { MemoryTools } from './memory-tools.ts';
import type { RasterMemory } from './raster.ts';
import { SegmentMemory } from './segments.ts';
import { openShared, throwIfGivenUp } from './share-job.ts';
import type { Words } from './words.ts';

/** Steps per call of generated code: V8 optimises a function between calls, not within one. */
export const CHUNK = 256;

/** Asks for more room for the spikes of a population. @param raster - the population's spikes @param capacity - numbers needed */
export type MakeRoom = (raster: Raster, capacity: number) => Promise<RasterRoom>;

/** Rewires between two steps. @param rule - id of the rewiring @param decisions - what it has decided @param thread - whose, where threads share the network */
export type Rewire = (rule: number, decisions: Decisions, thread: number) => void;

/** Functions of a module. */
export type Exports = Readonly<Record<string, (context: number, from: number, to: number) => number>>;

/** What an example runs on. */
export interface ExampleParts {
  readonly memory: WebAssembly.Memory;
  /** Called when everything is in place. */
  readonly begun: (() => Promise<void>) | undefined;
  readonly words: Words;
  readonly exports: Exports;
  readonly tools: MemoryTools;
  readonly job: Job;
  readonly rasters: readonly RasterMemory[];
  readonly makeRoom: MakeRoom;
  readonly rewire: Rewire | undefined;
  readonly example: number;
  /** Steps per call of generated code; 1 also looks at the state after every step. */
  readonly chunk: number;
}

/** One example's way through the units of an entry. */
export class ExampleRun {
  private readonly parts: ExampleParts;
  private readonly segments: SegmentMemory | undefined;
  /** Contexts of all threads that share the network. */
  private readonly contexts: readonly number[];

  constructor(parts: ExampleParts) {
    const { words, job } = parts;
    this.contexts = job.shared?.contexts ?? [job.context];
    this.parts = parts;
    this.segments = job.segments && new SegmentMemory(words, job.segments, job.context, job.steps);
  }

  /** Where a value is not finite, if anywhere. */
  async run(): Promise<Found | undefined> {
    this.start();
    await this.parts.begun?.();
    for (const unit of this.parts.job.units) {
      const found = await this.unit(unit);
      if (found) return found;
    }
    // A value that is not finite stays so through sums and products: one look at the end finds it.
    return this.check(0);
  }

  private start(): void {
    const { words, job, example, rasters } = this.parts;
    const { u32, u8 } = words;
    const shard = example % job.shards;
    const base = job.context / 4;
    u32[base + job.exampleWord] = job.firstExample + example;
    for (const { word, start, perExample, perShard } of job.bindings) {
      u32[base + word] = start + example * perExample + shard * perShard;
    }
    for (const { to, perExample, bytes, from, fromBytes } of job.resets) {
      fillWith(u8, to + example * perExample, bytes, from, fromBytes);
    }
    for (const raster of rasters) raster.start(job.context, example, job.firstStep);
    if (job.shared) openShared(job.shared, words);
  }

  private async unit(unit: ScriptUnit): Promise<Found | undefined> {
    const { steps, firstStep } = this.parts.job;
    switch (unit.kind) {
      case 'run':
        this.call(unit, 'run', 0, 0);
        return this.checkStep(0);
      case 'forward': {
        const found = await this.forward(unit, 'forward', firstStep + 1, firstStep + steps + 1, unit.rewires);
        if (found || unit.flush === 0) return found;
        return this.forward(unit, 'flush', steps + 1, steps + 1 + unit.flush);
      }
      case 'reverse': {
        if (!this.segments) return this.down(unit, 1, steps + 1);
        const { segments } = this;
        segments.begin();
        for (let k = segments.count - 1; k >= 0; k--) {
          const { start, first, end } = segments.enter(k);
          for (let t = start; t < end; t += CHUNK) this.call(unit, 'recompute', t, Math.min(end, t + CHUNK));
          segments.recomputed();
          const found = this.down(unit, first, end);
          if (found) return found;
        }
        segments.end();
        return undefined;
      }
    }
  }

  /** Steps `from` … `to` − 1, with more room for spikes where needed. */
  private async forward(
    unit: ScriptUnit,
    name: 'forward' | 'flush',
    from: number,
    to: number,
    rewires: readonly number[] = [],
  ): Promise<Found | undefined> {
    const { shared } = this.parts.job;
    let t = from;
    while (t < to) {
      // The network may have been disposed of while this thread waited for room.
      if (shared) throwIfGivenUp(this.parts.memory, shared);
      // Threads that share a network do not look for room in every step.
      const room = shared ? Math.min(...this.parts.rasters.map((raster) => raster.stepsWithRoom(t))) : Infinity;
      if (room < 1) {
        await this.roomAt(t);
        continue;
      }
      if (name === 'forward') this.segments?.checkpoint(t);
      const end = Math.min(
        to,
        t + this.parts.chunk,
        t + room,
        name === 'forward' ? (this.segments?.nextCheckpoint(t) ?? to) : to,
      );
      const reached = this.call(unit, name, t, end);
      if (shared) throwIfGivenUp(this.parts.memory, shared);
      // Where nothing was rewired, a sweep that stopped early wants room.
      if (!this.rewired(rewires) && reached < end) await this.roomAt(reached);
      const found = this.checkStep(t);
      if (found) return found;
      t = reached;
    }
    return undefined;
  }

  /** Applies what rewirings have decided after the last step. */
  private rewired(rules: readonly number[]): boolean {
    const { rewire, words, job } = this.parts;
    let any = false;
    for (let thread = 0; thread < this.contexts.length; thread++) {
      for (const rule of rules) {
        const word = this.contexts[thread]! / 4 + job.rewiringWord + REWIRING_WORDS * rule;
        const { u32 } = words;
        const count = u32[word + 1]!;
        if (count === 0) continue;
        if (!rewire) throw new Error('a rewiring between steps needs the thread that owns the stores');
        u32[word + 1] = 0;
        rewire(rule, { address: u32[word]!, count }, thread);
        any = true;
      }
    }
    return any;
  }

  /** Steps `to` − 1 … `from`. */
  private down(unit: ScriptUnit, from: number, to: number): Found | undefined {
    for (let end = to; end > from;) {
      const begin = Math.max(from, end - this.parts.chunk);
      this.call(unit, 'reverse', begin, end);
      const found = this.checkStep(begin);
      if (found) return found;
      end = begin;
    }
    return undefined;
  }

  private async roomAt(step: number): Promise<void> {
    let lacking = false;
    for (const raster of this.parts.rasters) {
      if (!raster.full(step)) continue;
      lacking = true;
      const needed = raster.lacking(step);
      if (needed > 0) raster.move(await this.parts.makeRoom(raster.spec, needed), step, this.contexts);
    }
    if (!lacking) throw new Error(`a sweep stopped at step ${step} although every population has room for its spikes`);
  }

  private call(unit: ScriptUnit, name: string, from: number, to: number): number {
    return this.parts.exports[`${this.parts.job.entry}.${unit.n}.${name}`]!(this.parts.job.context, from, to);
  }

  /** What a look at every step finds, where one is wanted. */
  private checkStep(step: number): Found | undefined {
    return this.parts.chunk === 1 ? this.check(step) : undefined;
  }

  private check(step: number): Found | undefined {
    const { tools, job, words, example } = this.parts;
    for (const check of job.checks) {
      const address = check.address + example * check.perExample;
      // Padding may hold anything, so a doubt is looked into.
      if (tools.finite(address, check.bytes) === 0) continue;
      const found = search(words.f32, check, address, step);
      if (found) return found;
    }
    return undefined;
  }
}

function search(f32: Float32Array, check: Check, address: number, step: number): Found | undefined {
  const { array, rows, stride, elements, joined, infinite } = check;
  for (let row = 0; row < rows; row++) {
    const start = address / 4 + row * stride;
    const at = firstNotFinite(f32, start, elements, infinite);
    if (at >= 0) return { array, element: joined ? row * stride + at : at, value: f32[start + at]!, step };
  }
  return undefined;
}

/** Repeats a block of contents over a stretch of memory. */
function fillWith(u8: Uint8Array, to: number, bytes: number, from: number, fromBytes: number): void {
  let done = Math.min(bytes, fromBytes);
  u8.copyWithin(to, from, from + done);
  while (done < bytes) {
    const next = Math.min(done, bytes - done);
    u8.copyWithin(to + done, to, to + next);
    done += next;
  }
}
