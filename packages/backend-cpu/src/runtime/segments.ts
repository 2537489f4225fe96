import type { Segments, Stretch } from './job.ts';
import type { Words } from './words.ts';

/** Steps of a segment. */
export interface SegmentSteps {
  /** Where its recomputation starts. */
  readonly start: number;
  /** Its first step. */
  readonly first: number;
  /** One past its last step. */
  readonly end: number;
}

/** State at the start of segments, and the one segment of history that is held. */
export class SegmentMemory {
  /** Number of segments. */
  readonly count: number;
  private readonly words: Words;
  private readonly spec: Segments;
  private readonly context: number;
  private readonly steps: number;

  /** @param words - the memory @param spec - what the job says @param context - address of the context @param steps - number of steps */
  constructor(words: Words, spec: Segments, context: number, steps: number) {
    this.words = words;
    this.spec = spec;
    this.context = context;
    this.steps = steps;
    this.count = Math.ceil(steps / spec.length);
  }

  /** Keeps the state if a segment's recomputation starts here. @param step - about to be run */
  checkpoint(step: number): void {
    for (let k = this.firstFrom(step); k < this.count && this.at(k).start === step; k++) this.save(k);
  }

  /** The first step after this one at which a checkpoint is due. @param step - a step */
  nextCheckpoint(step: number): number {
    const k = this.firstFrom(step + 1);
    return k < this.count ? this.at(k).start : this.steps + 1;
  }

  /** Before the reverse sweep: nothing lies beyond the last step. */
  begin(): void {
    this.save(this.count);
    const { u8 } = this.words;
    const { length } = this.at(this.count - 1);
    for (const { rows, stride, before, after, initial } of this.spec.arrays) {
      for (let i = 0; i < after; i++) u8.copyWithin(rows + (before + length + i) * stride, initial, initial + stride);
    }
  }

  /** Makes everything ready to recompute a segment, after the one above it. @param k - the segment */
  enter(k: number): SegmentSteps {
    const here = this.at(k);
    const { u8, u32 } = this.words;
    for (const { word, rows, stride, before, after, initial, unwritten } of this.spec.arrays) {
      if (k < this.count - 1) {
        // The first rows of the segment above are the rows after this one.
        const above = this.at(k + 1);
        const from = rows + (before + above.first - above.start) * stride;
        u8.copyWithin(rows + (before + here.length) * stride, from, from + after * stride);
      }
      u32[this.context / 4 + word] = rows + (before - here.start) * stride;
      for (let row = before; unwritten && row < before + here.length; row++) {
        u8.copyWithin(rows + row * stride, initial, initial + stride);
      }
    }
    this.setAside();
    this.restore(k);
    return here;
  }

  /** After a recomputation: the reverse sweep finds what it left. */
  recomputed(): void {
    copyFrom(this.words.u8, this.spec.aside, this.spec.carried);
  }

  /** After the reverse sweep: the state is that after the last step again. */
  end(): void {
    this.setAside();
    this.restore(this.count);
    this.recomputed();
  }

  private at(k: number): SegmentSteps & { readonly length: number } {
    const first = 1 + k * this.spec.length;
    const start = Math.max(1, first - this.spec.before);
    const end = Math.min(first + this.spec.length, this.steps + 1);
    return { start, first, end, length: end - start };
  }

  /** The first segment whose recomputation starts at this step or later. */
  private firstFrom(step: number): number {
    return step <= 1 ? 0 : Math.ceil((step - 1 + this.spec.before) / this.spec.length);
  }

  private save(k: number): void {
    copyTo(this.words.u8, this.spec.checkpoints + k * this.spec.bytes, this.spec.state);
  }

  private restore(k: number): void {
    copyFrom(this.words.u8, this.spec.checkpoints + k * this.spec.bytes, this.spec.state);
  }

  private setAside(): void {
    copyTo(this.words.u8, this.spec.aside, this.spec.carried);
  }
}

function copyTo(u8: Uint8Array, to: number, stretches: readonly Stretch[]): void {
  for (const { address, bytes } of stretches) {
    u8.copyWithin(to, address, address + bytes);
    to += bytes;
  }
}

function copyFrom(u8: Uint8Array, from: number, stretches: readonly Stretch[]): void {
  for (const { address, bytes } of stretches) {
    u8.copyWithin(address, from, from + bytes);
    from += bytes;
  }
}
