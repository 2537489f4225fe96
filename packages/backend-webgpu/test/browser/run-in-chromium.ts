import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The browser. */
const chromium = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';

// Without a sandbox, because tests may run as root; WebGPU on a software GPU counts as unsafe.
const FLAGS = ['--headless', '--no-sandbox', '--disable-quic', '--no-first-run', '--enable-unsafe-webgpu'];

/**
 * Runs a module in a page of Chromium and waits for what it posts to `/results`.
 *
 * @param module - file of the module
 * @param milliseconds - how long it may take
 */
export async function runInChromium(module: string, milliseconds: number): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [module],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@growcone/source'],
  });
  const profile = mkdtempSync(join(tmpdir(), 'growcone-chromium-'));
  let resolve: (results: unknown) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const results = new Promise<unknown>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  const server = serve(outputFiles[0]!.contents, (given) => resolve(given));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const args = [...FLAGS, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`];
  const browser = spawn(chromium, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  browser.stderr.on('data', (text) => (errors += text));
  browser.once('error', reject);
  const timer = setTimeout(() => reject(new Error(`the page gave no results: ${errors.slice(-2000)}`)), milliseconds);
  try {
    return await results;
  } finally {
    clearTimeout(timer);
    const gone = new Promise((exit) => browser.once('exit', exit));
    browser.kill();
    await gone;
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function serve(script: Uint8Array, done: (results: unknown) => void): Server {
  return createServer((request, response) => {
    if (request.url === '/results') {
      const chunks: Uint8Array[] = [];
      request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      request.on('end', () => {
        response.end();
        done(JSON.parse(Buffer.concat(chunks).toString()));
      });
    } else if (request.url === '/page.js') {
      response.setHeader('content-type', 'text/javascript').end(script);
    } else {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><script type="module" src="/page.js"></script>');
    }
  });
}
