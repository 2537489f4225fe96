import type { Plan } from '@growcone/core';

/** Readings from which the cost of one reading is found. */
const TRIES = 2000;

/** Tells how long the parts of a step take: generated code reports the end of each. */
export class PartClock {
  /** Called at the end of a part. @param part - its number; any other number stands for what belongs to no part */
  readonly mark: (part: number) => void;
  /** Called when a rewiring has edited synapses. @param rule - its id */
  readonly edited: (rule: number) => void;
  private readonly names: readonly string[];
  private readonly times: Float64Array;
  private readonly counts: Uint32Array;
  private last = 0;

  /** @param plan - the plan whose kernels and rewirings are parts */
  constructor(plan: Plan) {
    this.names = [
      ...plan.kernels.map(({ name }) => name),
      ...plan.rewirings.flatMap(({ name, store }) =>
        ['drawing pairs', 'editing synapses'].map((what) => `${plan.stores[store]!.name} ${name} ${what}`),
      ),
      'everything else',
    ];
    this.times = new Float64Array(this.names.length);
    this.counts = new Uint32Array(this.names.length);
    this.mark = (part) => {
      const now = performance.now();
      const at = part >= 0 && part < this.times.length ? part : this.times.length - 1;
      this.times[at]! += now - this.last;
      this.counts[at]!++;
      this.last = now;
    };
    this.edited = (rule) => this.mark(drawingPart(plan, rule) + 1);
  }

  /** Forgets all times and begins. */
  begin(): void {
    this.times.fill(0);
    this.counts.fill(0);
    this.last = performance.now();
  }

  /** Milliseconds by part since it began, without what reading the clock took. */
  end(): Readonly<Record<string, number>> {
    this.mark(-1);
    const [times, counts] = [this.times.slice(), this.counts.slice()];
    const before = performance.now();
    for (let i = 0; i < TRIES; i++) this.mark(-1);
    const cost = (performance.now() - before) / TRIES;
    const all: Record<string, number> = {};
    // Kernels of one name, as those of two rules that are called the same, count together.
    for (const [n, name] of this.names.entries()) {
      all[name] = (all[name] ?? 0) + Math.max(0, times[n]! - counts[n]! * cost);
    }
    return all;
  }
}

/** Number of the part that draws the pairs of a rewiring; the next one edits. @param plan - the plan @param rule - its id */
export const drawingPart = (plan: Plan, rule: number): number => plan.kernels.length + 2 * rule;
