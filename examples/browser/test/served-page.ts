import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launch } from './chromium.ts';

const root = resolve(import.meta.dirname, '..');

/** The built page, until it is disposed of. */
export interface BuiltPage extends AsyncDisposable {
  /**
   * Serves it.
   *
   * @param base - path that it is served from
   * @param headers - whether with those of the configuration, which let threads share memory
   * @returns its address
   */
  serve(base: string, headers: boolean): Promise<string>;
  /** A window of the browser. @param scale - pixels of a picture of it per pixel of the page */
  open(scale?: number): Promise<Page>;
}

/** Builds the page into a folder of its own and starts Chromium. @param args - of Chromium */
export async function buildPage(args: string[] = []): Promise<BuiltPage> {
  await using built = new AsyncDisposableStack();
  const outDir = await mkdtemp(join(tmpdir(), 'growcone-browser-'));
  built.defer(() => rm(outDir, { recursive: true, force: true }));
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const browser = await launch(args);
  built.defer(() => browser.close());
  const all = built.move();
  return {
    serve: async (base, headers) => {
      const server = await preview({
        root,
        base,
        logLevel: 'warn',
        ...(headers ? {} : { configFile: false }),
        build: { outDir },
        preview: { host: '127.0.0.1', port: 0 },
      });
      all.defer(() => server.close());
      return new URL(base, server.resolvedUrls!.local[0]).href;
    },
    open: (scale = 1) =>
      browser.newPage({ viewport: { width: 1100, height: 800 }, deviceScaleFactor: scale, colorScheme: 'light' }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
