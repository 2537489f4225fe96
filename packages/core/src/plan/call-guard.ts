import { LifecycleError } from './program-errors.ts';

/** Lets one call of a program at a time through, and none after the end: for backends. */
export class CallGuard {
  private readonly what: string;
  private running: string | undefined;
  private ended = false;

  /** @param what - what is guarded, for errors */
  constructor(what: string) {
    this.what = what;
  }

  /** Whether it was ended. */
  get disposed(): boolean {
    return this.ended;
  }

  /** Runs a call. @typeParam T - what it gives @param name - its name @param work - what it does */
  async run<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    if (this.ended) {
      throw new LifecycleError(
        'DISPOSED',
        `${this.what} was disposed of and cannot ${name} any more. Compile the network again, or load its plan on a new device.`,
      );
    }
    if (this.running !== undefined) {
      throw new LifecycleError(
        'OVERLAPPING_CALL',
        `'${name}' was called while '${this.running}' was running. Await the first call before the next.`,
      );
    }
    this.running = name;
    try {
      // Callers that forget to wait find out on every device, also where the work itself is done at once.
      await Promise.resolve();
      return await work();
    } finally {
      this.running = undefined;
    }
  }

  /** No call after this. */
  end(): void {
    this.ended = true;
  }
}
