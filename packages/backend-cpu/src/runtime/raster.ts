import type { ExampleSpikes, Raster, RasterRoom } from './job.ts';
import type { Words } from './words.ts';

/** The spikes of one population while a worker runs examples. */
export class RasterMemory {
  /** What the job says about it. */
  readonly spec: Raster;
  /** Where the spike numbers are now. */
  room: RasterRoom;
  private readonly words: Words;
  /** Address of the offset of step 0 for the present example. */
  private offsets = 0;
  /** Steps that have run before. */
  private firstStep = 0;

  /** @param words - the memory @param spec - what the job says about it */
  constructor(words: Words, spec: Raster) {
    this.words = words;
    this.spec = spec;
    this.room = { population: spec.population, numbers: spec.numbers, capacity: spec.capacity };
  }

  /**
   * Starts an example without spikes, or with those of the input, or with those of the steps before.
   *
   * @param context - address of the context
   * @param example - the example
   * @param firstStep - number of steps that have run before
   */
  start(context: number, example: number, firstStep: number): void {
    const { spec, words } = this;
    this.firstStep = firstStep;
    this.offsets = spec.offsets + example * spec.perExample - 4 * firstStep;
    if (!spec.input) words.u32[this.offsets / 4 + firstStep + 1] = spec.past;
    this.bind(context);
  }

  /** Whether a step may find too little room. @param step - the step */
  full(step: number): boolean {
    return !this.spec.input && this.words.u32[this.offsets / 4 + step]! + this.spec.size > this.room.capacity;
  }

  /** Makes room by forgetting, where that is allowed and enough; else says how much room is needed. @param step - the step */
  lacking(step: number): number {
    const { spec, words } = this;
    if (!spec.kept) this.forget(step);
    const needed = words.u32[this.offsets / 4 + step]! + spec.size;
    // Half of the room must be free after forgetting, or this would happen in every step.
    if (!spec.kept && needed * 2 <= this.room.capacity) return 0;
    return Math.max(needed, this.room.capacity) * 2;
  }

  /** Steps that surely find room. @param step - the first of them */
  stepsWithRoom(step: number): number {
    if (this.spec.input || this.spec.size === 0) return Infinity;
    return Math.floor((this.room.capacity - this.words.u32[this.offsets / 4 + step]!) / this.spec.size);
  }

  /** Moves to a larger place. @param room - the place @param step - the first step without spikes @param contexts - addresses of the contexts */
  move(room: RasterRoom, step: number, contexts: readonly number[]): void {
    const { u8, u32 } = this.words;
    const bytes = 4 * u32[this.offsets / 4 + step]!;
    u8.copyWithin(room.numbers, this.room.numbers, this.room.numbers + bytes);
    this.room = room;
    for (const context of contexts) this.bind(context);
  }

  /** A copy of the present example's spikes. @param example - its number in the batch @param steps - number of steps */
  copyOut(example: number, steps: number): ExampleSpikes {
    return this.copy(example, this.firstStep + 1, steps);
  }

  /** A copy of the spikes of the last steps that anything reads. @param steps - number of steps of the run */
  copyRecent(steps: number): ExampleSpikes {
    const { history } = this.spec;
    return this.copy(0, this.firstStep + steps + 1 - history, history);
  }

  private copy(example: number, from: number, steps: number): ExampleSpikes {
    const { u32 } = this.words;
    const first = this.offsets / 4 + from;
    const all = u32.slice(first, first + steps + 1);
    const start = all[0]!;
    const numbers = this.room.numbers / 4;
    return {
      population: this.spec.population,
      example,
      offsets: all.map((offset) => offset - start),
      neurons: u32.slice(numbers + start, numbers + all[steps]!),
    };
  }

  private bind(context: number): void {
    const { u32 } = this.words;
    const word = context / 4 + this.spec.word;
    u32[word] = this.offsets;
    u32[word + 1] = this.room.numbers;
    u32[word + 3] = this.room.capacity;
  }

  /** Drops spikes that no later step reads. */
  private forget(step: number): void {
    const { u32, u8 } = this.words;
    const first = this.offsets / 4;
    const oldest = Math.max(this.firstStep > 0 ? this.firstStep + 1 - this.spec.history : 1, step - this.spec.history);
    const start = u32[first + oldest]!;
    const end = u32[first + step]!;
    u8.copyWithin(this.room.numbers, this.room.numbers + 4 * start, this.room.numbers + 4 * end);
    for (let t = oldest; t <= step; t++) u32[first + t]! -= start;
  }
}
