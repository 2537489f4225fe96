import type { Period, RewiringAfter } from '../schedule/phase.ts';
import type { Drawings } from './drawings.ts';

/** Whether a step is one of those of all periods. @param when - the periods @param t - the step */
export const isDue = (when: readonly Period[], t: number): boolean =>
  when.every(({ steps, from }) => (t - from) % steps === 0);

/** The rewirings between the steps of a network that runs on. */
export class RewireBetween {
  private readonly drawings: Drawings;
  private readonly rewirings: readonly RewiringAfter[];
  private readonly numbers: Map<string, number>;

  /** @param drawings - the rewirings of the program @param rewirings - those of the phase @param numbers - numbers for shaders */
  constructor(drawings: Drawings, rewirings: readonly RewiringAfter[], numbers: Map<string, number>) {
    this.drawings = drawings;
    this.rewirings = rewirings;
    this.numbers = numbers;
    if (rewirings.length > 0) drawings.begin(numbers);
  }

  /** Makes room for what steps may add. @param first - the first step @param steps - how many @returns whether things lie elsewhere now */
  async reserve(first: number, steps: number): Promise<boolean> {
    if (this.rewirings.length === 0) return false;
    const times = new Map<number, number>();
    for (let t = first; t < first + steps; t++) {
      for (const { rule } of this.due(t)) times.set(rule.id, (times.get(rule.id) ?? 0) + 1);
    }
    return this.drawings.reserve(times, this.numbers);
  }

  /** Rewires where a step asks for it. @param t - the step */
  after(t: number): void {
    for (const { rule } of this.due(t)) this.drawings.encode(rule.id, t);
  }

  private due(t: number): readonly RewiringAfter[] {
    return this.rewirings.filter(({ when }) => isDue(when, t));
  }
}
