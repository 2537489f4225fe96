import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ReleaseTimes } from './cases.ts';

/** A process that runs the trials of one version when it is asked. */
export class TrialProcess implements AsyncDisposable {
  private readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  /** @param script - what it runs @param args - arguments of Node.js and of the script, around it */
  constructor(script: string, args: { readonly node?: readonly string[]; readonly script?: readonly string[] } = {}) {
    this.process = spawn(process.execPath, [...(args.node ?? []), script, ...(args.script ?? [])], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
  }

  /** Runs the trials of a case once. @param one - its number */
  async ask(one: number): Promise<ReleaseTimes> {
    this.process.stdin!.write(`${one}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`The process that runs the trials ended at case ${one}; what it printed is above.`);
    // Boundary: what the process prints.
    return JSON.parse(value) as ReleaseTimes;
  }

  /** Ends it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.stdin!.end();
    await ended;
  }
}
