import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeSpikeFile, type HashedFile } from '@growcone/datasets';
import { nodeFolder } from '@growcone/datasets/node';
import type { BrowserContext, Page } from 'playwright-core';
import { createServer as createPages } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { absence, launch } from './chromium.ts';
import type * as keptFiles from './kept-files-page.ts';
import { spikesOf } from './spikes-of.ts';

const LONG = 60_000;
const PLACES: readonly keptFiles.Place[] = ['private file system', 'cache'];
const blank = `<!doctype html><script type="module">
  import * as kept from '/test/kept-files-page.ts';
  globalThis.kept = kept;
</script>`;

const serveBlank: RequestListener = (_, response) => {
  response.setHeader('content-type', 'text/html').end(blank);
};

type PageModule = typeof keptFiles;
type Called<K extends keyof PageModule> = Awaited<ReturnType<PageModule[K]>>;

/** Calls a function of the module in a page. */
function call<K extends keyof PageModule>(
  page: Page,
  name: K,
  ...given: Parameters<PageModule[K]>
): Promise<Called<K>> {
  return page.evaluate(
    ([asked, all]) => {
      const { kept } = globalThis as unknown as { readonly kept: Record<string, (...all: unknown[]) => unknown> };
      return kept[asked]!(...all) as Called<K>;
    },
    [name, given] as const,
  );
}

/** A file in the layout of SHD, of numbers that do not pack: 3 000 000 spikes of 30 examples, about 10 MB. */
async function spikeFile(): Promise<Uint8Array> {
  const [examples, spikes] = [30, 100_000];
  let state = 1;
  const next = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const pieces: Uint8Array[] = [];
  for await (const piece of writeSpikeFile({
    labels: Array.from({ length: examples }, (_, e) => e % 20),
    speaker: new Array<number>(examples).fill(0),
    keys: Array.from({ length: 20 }, (_, label) => `word ${label}`),
    counts: new Array<number>(examples).fill(spikes),
    spikes: () => ({
      times: Array.from({ length: spikes }, () => next(1_000_000) / 1e6),
      units: Array.from({ length: spikes }, () => next(700)),
    }),
  })) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Serves at a free port of this machine, until it is disposed of. */
async function listen(answer: RequestListener): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe.skipIf(absence !== undefined)(`files in Chromium${absence ? `, skipped: ${absence}` : ''}`, () => {
  const running = new AsyncDisposableStack();
  let content: Uint8Array;
  let packed: Uint8Array;
  let file: HashedFile;
  let pages: string;
  let open: () => Promise<BrowserContext>;
  let context: BrowserContext;

  beforeAll(async () => {
    content = await spikeFile();
    packed = gzipSync(content, { level: 1 });
    const sha256 = createHash('sha256').update(packed).digest('hex');
    file = { name: 'SHD/shd_train.h5.gz', size: packed.length, sha256 };
    const root = resolve(import.meta.dirname, '..');
    const server = await createPages({
      root,
      logLevel: 'warn',
      server: { host: '127.0.0.1', port: 0, ws: false },
      plugins: [{ name: 'blank', configureServer: ({ middlewares }) => void middlewares.use('/empty', serveBlank) }],
    });
    running.defer(() => server.close());
    await server.listen();
    pages = server.resolvedUrls!.local[0]!;
    const browser = await launch();
    running.defer(() => browser.close());
    open = () => browser.newContext();
  }, LONG);
  afterAll(() => running.disposeAsync());
  beforeEach(async () => {
    context = await open();
    return () => context.close();
  });

  async function visited(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${pages}empty`);
    await page.waitForFunction(() => 'kept' in globalThis, undefined, { timeout: LONG });
    return page;
  }

  /** Serves the packed file to pages of any origin; the first time it sends no more than so many bytes, and waits. */
  const mirrorOf =
    (first: number, ranges: (string | undefined)[]): RequestListener =>
    (request, response) => {
      ranges.push(request.headers.range);
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const range = { 'content-range': `bytes ${from}-${packed.length - 1}/${packed.length}` };
      const length = { 'content-length': packed.length - from, 'access-control-allow-origin': '*' };
      response.writeHead(from > 0 ? 206 : 200, { ...length, ...(from > 0 ? range : {}) });
      if (ranges.length === 1) response.write(packed.subarray(0, first));
      else response.end(packed.subarray(from));
    };

  it.each(PLACES)(
    'are downloaded into the %s, go on after a page was closed, and give what Node.js reads',
    async (place) => {
      const ranges: (string | undefined)[] = [];
      await using mirror = await listen(mirrorOf(9_000_000, ranges));
      const closed = await visited();
      const unfinished = call(closed, 'download', place, file, [mirror.url]).catch(() => undefined);
      const watching = await visited();
      // A segment of 8 MiB is kept as soon as it is there.
      await expect.poll(() => call(watching, 'paths', place), { timeout: LONG }).toHaveLength(1);
      await closed.close();
      await unfinished;

      const { received, paths, failure } = await call(watching, 'download', place, file, [mirror.url]);
      expect(failure).toBeUndefined();
      expect(received).toBe(packed.length);
      expect(paths).toEqual([file.name]);
      expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=8[34]\d{5}-$/)]);

      const folder = await mkdtemp(join(tmpdir(), 'growcone-kept-'));
      try {
        await writeFile(join(folder, 'shd_train.h5'), content);
        expect(await call(watching, 'digits', place, file.name)).toBe(await spikesOf(await nodeFolder(folder)));
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    LONG,
  );

  it.each(PLACES)(
    'of the %s are whole or not there',
    async (place) => {
      const found = await call(await visited(), 'keeps', place);
      expect(found).toEqual({
        replaced: 'second',
        failure: 'the source broke',
        after: 'second',
        bytes: [1, 2, 3],
        missing: 'nothing',
        paths: ['heard/key', 'some where/näme#1.txt'],
        left: [],
      });
    },
    LONG,
  );

  it.each(PLACES)(
    'that there is no room for in the %s end in an error that says so',
    async (place) => {
      await using mirror = await listen((_, response) => {
        response.writeHead(200, { 'access-control-allow-origin': '*' }).end(packed);
      });
      const page = await visited();
      const session = await context.newCDPSession(page);
      const { origin } = new URL(pages);
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
      const { failure, paths } = await call(page, 'download', place, file, [mirror.url]);
      expect(failure).toMatchObject({ code: 'STORAGE_FULL' });
      expect(paths).toEqual([]);
    },
    LONG,
  );

  it.each(PLACES)(
    'that no mirror delivers end in an error that says which file goes where in the %s',
    async (place) => {
      await using mirror = await listen((_, response) => {
        response.writeHead(200, { 'access-control-allow-origin': '*' }).end('another file');
      });
      const { failure, paths } = await call(await visited(), 'download', place, file, [mirror.url]);
      expect(failure?.code).toBe('DOWNLOAD');
      expect(failure?.message).toContain(`expected ${packed.length} bytes, got 12`);
      expect(failure?.message).toContain(`with put('${file.name}', file).`);
      expect(paths).toEqual([]);
    },
    LONG,
  );
});
