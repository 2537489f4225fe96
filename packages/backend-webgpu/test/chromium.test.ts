import { fileURLToPath } from 'node:url';
import { backendConformance } from '@growcone/conformance';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import type { PageResult } from './browser/page.ts';
import { runInChromium } from './browser/run-in-chromium.ts';
import { skipped } from './software-adapter.ts';

const MINUTES = 60_000;

describe.skipIf(skipped)('in Chromium', () => {
  it('every check of the backend suite passes', { timeout: 10 * MINUTES }, async () => {
    const page = fileURLToPath(new URL('./browser/page.ts', import.meta.url));
    const results = (await runInChromium(page, 9 * MINUTES)) as PageResult[];
    expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(results).toHaveLength(backendConformance(webgpu()).length);
  });
});
