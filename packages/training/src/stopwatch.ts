/**
 * Adds up how long things take.
 *
 * @internal
 */
export class Stopwatch {
  private readonly clock: () => number;
  private milliseconds = 0;

  /** @param clock - milliseconds on some clock */
  constructor(clock: () => number = Date.now) {
    this.clock = clock;
  }

  /** Seconds so far. */
  get seconds(): number {
    return this.milliseconds / 1000;
  }

  /** Runs something and adds how long it took. @param what - what to run */
  async time<T>(what: () => Promise<T>): Promise<T> {
    const started = this.clock();
    const result = await what();
    this.milliseconds += this.clock() - started;
    return result;
  }
}
