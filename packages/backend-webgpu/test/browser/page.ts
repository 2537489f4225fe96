import { backendConformance, runChecks } from '@growcone/conformance';
import { webgpu } from '../../src/index.ts';

/** What came of one check. */
export interface PageResult {
  readonly name: string;
  /** Why it failed, if it did. */
  readonly failure?: string;
}

// What the browser runs: the whole suite. The results go back to the server that the page comes from.
const results = await runChecks(backendConformance(webgpu()));
const told = results.map(({ check: { name }, error }): PageResult =>
  error ? { name, failure: error.message } : { name },
);
await fetch('/results', { method: 'POST', body: JSON.stringify(told) });
