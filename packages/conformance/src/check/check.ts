/** One named check of a suite: a law, and a run that rejects if the law is broken. */
export interface Check {
  /** What is checked, unique within its suite. */
  readonly name: string;
  /** The law, in one sentence. */
  readonly law: string;
  /** Runs the check; rejects with {@link LawBrokenError} if the law is broken. */
  run(): Promise<void>;
}

/** The two functions of a test framework that a suite needs: those of vitest and of `node:test` both fit. */
export interface TestFramework {
  /** Groups tests. @param name - name of the group @param body - adds its tests */
  describe(name: string, body: () => void): unknown;
  /** Adds a test. @param name - name of the test @param options - how long it may take, in ms @param body - the test */
  it(name: string, options: TestOptions, body: () => Promise<void>): unknown;
}

/** How a test is run. */
export interface TestOptions {
  /** Milliseconds after which it fails. */
  readonly timeout: number;
}

/** Milliseconds after which a check hangs: the longest take a few seconds on a slow machine. */
const TIMEOUT = 120_000;

/**
 * Adds a suite to a test framework, one test per check.
 *
 * ```ts fragment
 * describeChecks('my backend', backendConformance(myBackend()), { describe, it });
 * ```
 *
 * @param name - name of the group
 * @param checks - the suite
 * @param framework - its `describe` and `it`
 */
export function describeChecks(name: string, checks: readonly Check[], { describe, it }: TestFramework): void {
  describe(name, () => {
    for (const check of checks) it(check.name, { timeout: TIMEOUT }, () => check.run());
  });
}

/** What became of a check. */
export interface CheckResult {
  /** The check. */
  readonly check: Check;
  /** Why it failed; undefined if it passed. */
  readonly error: Error | undefined;
}

/**
 * Runs a suite without any framework, one check after another.
 *
 * @param checks - the suite
 */
export async function runChecks(checks: readonly Check[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    try {
      await check.run();
      results.push({ check, error: undefined });
    } catch (reason) {
      results.push({ check, error: reason instanceof Error ? reason : new Error(String(reason)) });
    }
  }
  return results;
}
