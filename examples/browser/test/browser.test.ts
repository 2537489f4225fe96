import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cpu } from '@growcone/backend-cpu';
import { fit } from '@growcone/training';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifier } from '../simulation/classifier.ts';
import { absence, withoutGpu } from './chromium.ts';
import { buildPage, type BuiltPage } from './served-page.ts';

const reports = resolve(import.meta.dirname, '../../../reports');
const LONG = 60_000;
const patiently = { timeout: LONG };

/** What a panel says, all at one moment. */
const facts = (page: Page, panel: string): Promise<Readonly<Record<string, string>>> =>
  page
    .locator(`${panel} dd`)
    .evaluateAll((all) => Object.fromEntries(all.map((dd) => [dd.dataset['fact'] ?? '', dd.textContent])));

/** Waits until the number that a panel shows is as large. */
async function reaches(page: Page, panel: string, name: string, least: number): Promise<void> {
  const shown = `${panel} dd[data-fact="${name}"]`;
  const enough = ([selector, value]: readonly [string, number]): boolean =>
    parseFloat(document.querySelector(selector)?.textContent ?? '') >= value;
  await page.waitForFunction(enough, [shown, least] as const, patiently);
}

/** Opens a page, and notes what it complains about and which other places it asks for something. */
async function visited(built: BuiltPage, url: string, complaints: string[]): Promise<Page> {
  const page = await built.open();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.context().on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return page;
}

/** The losses of the first epochs in Node.js, on the CPU. */
async function losses(epochs: number): Promise<readonly number[]> {
  const { network, training, validation } = classifier({ density: 0.02, learningRate: 0.002, seed: 1 });
  await using simulation = await network.compile(cpu({ threads: 1 }));
  const found: number[] = [];
  for await (const event of fit(simulation, training, { epochs, batch: 20, seed: 1, validation })) {
    if (event.kind === 'epoch') found.push(event.metrics.trainLoss);
  }
  return found;
}

describe.skipIf(absence !== undefined)(`the page in Chromium${absence ? `, skipped: ${absence}` : ''}`, () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await buildPage();
  }, LONG);
  afterAll(() => built?.[Symbol.asyncDispose]());

  it(
    'trains the classifier and forms the map on threads that share memory',
    async () => {
      const complaints: string[] = [];
      await using page = await visited(built, await built.serve('/', true), complaints);
      await reaches(page, '#map', 'time', 10);
      await reaches(page, '#classifier', 'epoch', 20);
      // Four classes: chance is 25 %, within 200 examples ± 3 %. In Node.js the network has 90 % after 20 epochs.
      expect(parseFloat((await facts(page, '#classifier'))['accuracy']!)).toBeGreaterThan(60);
      expect(parseFloat((await facts(page, '#map'))['factor']!)).toBeGreaterThan(0);
      for (const panel of ['#classifier', '#map']) {
        const device = await page.locator(`${panel} .device`).textContent();
        expect(device, panel).toMatch(
          /^Runs on CPU \(\d+ threads?, SIMD\), in a worker with SharedArrayBuffer\. Not on WebGPU: /,
        );
        expect(await page.locator(`${panel} .error`).isVisible(), panel).toBe(false);
      }
      await mkdir(reports, { recursive: true });
      await page.screenshot({ path: join(reports, 'browser.png'), fullPage: true });
      expect(complaints).toEqual([]);
    },
    LONG,
  );

  it(
    'runs from any path and without shared memory, on one thread, with the bits of Node.js',
    async () => {
      const complaints: string[] = [];
      await using page = await visited(built, await built.serve('/some/where/', false), complaints);
      await reaches(page, '#classifier', 'epoch', 3);
      const { epoch, loss } = await facts(page, '#classifier');
      expect(await page.locator('#classifier .device').textContent()).toMatch(
        /^Runs on CPU \(1 thread, SIMD\), in a worker without SharedArrayBuffer\. SharedArrayBuffer is not available/,
      );
      expect(complaints).toEqual([]);

      expect(loss).toBe((await losses(parseInt(epoch!, 10))).at(-1)?.toFixed(3));
    },
    LONG,
  );

  it(
    'pauses, starts anew, and goes on',
    async () => {
      await using page = await visited(built, await built.serve('/', true), []);
      await reaches(page, '#classifier', 'epoch', 2);
      await page.click('#classifier .toggle');
      await page.click('#classifier .reset');
      const epoch = async (): Promise<string> => (await facts(page, '#classifier'))['epoch']!;
      await expect.poll(epoch, patiently).toBe('0 of 300');
      await page.click('#classifier .toggle');
      await reaches(page, '#classifier', 'epoch', 1);
      // A density that is chosen starts anew too: 20 % of 200 × 64 pairs.
      await page.locator('#density').fill('4');
      await expect.poll(async () => (await facts(page, '#classifier'))['synapses'], patiently).toBe('2560');
    },
    LONG,
  );

  it(
    'shows what goes wrong in a worker',
    async () => {
      await using page = await built.open();
      await page.route('**/classifier-worker-*.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: `throw new Error('made to fail');` }),
      );
      await page.route('**/map-worker-*.js', (route) => route.abort());
      await page.goto(await built.serve('/', false));
      await expect.poll(() => page.locator('#classifier .error').textContent(), patiently).toContain('made to fail');
      await expect.poll(() => page.locator('#map .error').textContent(), patiently).toContain('could not be started');
      expect(await page.locator('#map .toggle').textContent()).toBe('Stopped');
    },
    LONG,
  );
});

describe.skipIf(withoutGpu !== undefined)(`the page with WebGPU${withoutGpu ? `, skipped: ${withoutGpu}` : ''}`, () => {
  it(
    'trains the classifier on the GPU, as it learns on the CPU, and forms the map there',
    async () => {
      // A software GPU counts as unsafe.
      await using built = await buildPage(['--enable-unsafe-webgpu']);
      const complaints: string[] = [];
      await using page = await visited(built, await built.serve('/', true), complaints);
      await reaches(page, '#map', 'time', 0.02);
      await page.click('#map .toggle');
      await reaches(page, '#classifier', 'epoch', 1);
      const { epoch, loss } = await facts(page, '#classifier');
      expect(await page.locator('#classifier .device').textContent()).toMatch(/^Runs on WebGPU/);
      expect(await page.locator('#map .device').textContent()).toMatch(/^Runs on WebGPU/);
      await mkdir(reports, { recursive: true });
      await page.screenshot({ path: join(reports, 'browser-webgpu.png'), fullPage: true });
      expect(complaints).toEqual([]);
      // Rounding differs, and grows from batch to batch: 5 % is what the first 50 batches of a classifier may come to.
      const onCpu = (await losses(parseInt(epoch!, 10))).at(-1)!;
      expect(Math.abs(parseFloat(loss!) - onCpu)).toBeLessThan(0.05 * onCpu);
    },
    2 * LONG,
  );
});
