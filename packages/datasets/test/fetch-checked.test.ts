import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cacheDirectory,
  type CheckedFile,
  DownloadError,
  type DownloadProgress,
  fetchChecked,
} from '../src/node/index.ts';
import { type Answer, serve, type TestServer } from './test-server.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >>> 3);
const file: CheckedFile = {
  name: 'data.gz',
  size: bytes.length,
  md5: createHash('md5').update(bytes).digest('hex'),
};

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'growcone-fetch-')), 'cache');
  server = await serve();
});
afterEach(async () => {
  await server.close();
  rmSync(join(folder, '..'), { recursive: true });
});

const whole: Answer = (_, response) => response.end(bytes);
const cut: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
};
const failureOf = async (downloading: Promise<unknown>): Promise<DownloadError> => {
  const error: unknown = await downloading.then(
    () => new Error('the download succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof DownloadError) return error;
  throw error;
};
/** What a download that did not come to its end leaves for the next. */
const rest = `data.gz.${file.md5.slice(0, 8)}.part`;
const left = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);

describe('fetchChecked', () => {
  it('downloads the file, and a second time takes it from the folder', async () => {
    const mirrors = [server.mirror('a', whole)];
    const path = await fetchChecked(file, folder, { mirrors });
    expect(path).toBe(join(folder, 'data.gz'));
    expect(Uint8Array.from(readFileSync(path))).toEqual(bytes);
    expect(await fetchChecked(file, folder, { mirrors })).toBe(path);
    expect(server.requests).toEqual(['/a/data.gz']);
    expect(left()).toEqual(['data.gz']);
  });

  it('reports growing progress up to the whole size', async () => {
    const progress: DownloadProgress[] = [];
    const mirror = server.mirror('a', whole);
    await fetchChecked(file, folder, { mirrors: [mirror], onProgress: (p) => progress.push(p) });
    const received = progress.map((p) => p.received);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toEqual({ file: 'data.gz', url: `${mirror}/data.gz`, received: 300_000, total: 300_000 });
  });

  const wrongByte = bytes.slice();
  wrongByte[123_456] ^= 1;
  it.each<[string, Answer, DownloadError['attempts'][number]['problem'], RegExp]>([
    ['a connection that is cut', cut, 'CONNECTION', /after \d+ of 300000 bytes/],
    ['an answer other than success', (_, r) => r.writeHead(404).end('no'), 'STATUS', /answered 404 Not Found/],
    ['too few bytes', (_, r) => r.end(bytes.subarray(0, 99)), 'SIZE', /expected 300000 bytes, got 99/],
    [
      'too many bytes',
      (_, r) => r.end(Buffer.concat([bytes, bytes])),
      'SIZE',
      /expected 300000 bytes, got (at least )?\d{6}/,
    ],
    [
      'one wrong byte',
      (_, r) => r.end(wrongByte),
      'CHECKSUM',
      new RegExp(`expected MD5 ${file.md5}, got [0-9a-f]{32}`),
    ],
    ['a page in place of the file', (_, r) => r.end('<html>'), 'SIZE', /got 6/],
    ['a server that falls silent', (_, r) => r.write(bytes.subarray(0, 10)), 'STALLED', /nothing for 200 ms/],
  ])('refuses %s and leaves nothing under its name', async (_, answer, problem, reason) => {
    const mirrors = [server.mirror('bad', answer)];
    const error = await failureOf(
      fetchChecked(file, folder, { mirrors, ...(problem === 'STALLED' && { stallTimeout: 200 }) }),
    );
    expect(error.attempts).toMatchObject([{ url: `${mirrors[0]}/data.gz`, problem }]);
    expect(error.attempts[0].reason).toMatch(reason);
    expect(error.message).toContain(`put it into ${folder}`);
    // What came before a connection broke may be gone on with; what failed a check may not.
    expect(left()).toEqual(problem === 'CONNECTION' || problem === 'STALLED' ? [rest] : []);
  });

  it('names a server that cannot be reached', async () => {
    const gone = await serve();
    const mirror = gone.mirror('a', whole);
    await gone.close();
    const error = await failureOf(fetchChecked(file, folder, { mirrors: [mirror] }));
    expect(error.attempts[0]).toMatchObject({ problem: 'CONNECTION' });
    // The socket is gone with its server.
    expect(error.attempts[0].reason).toContain('ENOENT');
  });

  it('tries the mirrors in order until one delivers', async () => {
    const mirrors = [
      server.mirror('cut', cut),
      server.mirror('wrong', (_, response) => response.end(wrongByte)),
      server.mirror('good/', whole),
      server.mirror('unused', whole),
    ];
    const path = await fetchChecked(file, folder, { mirrors });
    expect(Uint8Array.from(readFileSync(path))).toEqual(bytes);
    expect(server.requests).toEqual(['/cut/data.gz', '/wrong/data.gz', '/good/data.gz']);
    expect(left()).toEqual(['data.gz']);
  });

  it('lists what every mirror did if none delivers', async () => {
    const mirrors = [server.mirror('a', cut), server.mirror('b', (_, response) => response.writeHead(503).end())];
    const error = await failureOf(fetchChecked(file, folder, { mirrors }));
    expect(error.attempts.map(({ problem }) => problem)).toEqual(['CONNECTION', 'STATUS']);
    expect(error.message).toContain(mirrors[0]);
    expect(error.message).toContain(mirrors[1]);
  });

  it('replaces a file of that name that is not the whole one', async () => {
    const mirrors = [server.mirror('a', whole)];
    const path = await fetchChecked(file, folder, { mirrors });
    for (const damage of [bytes.subarray(0, 1000), wrongByte]) {
      writeFileSync(path, damage);
      await fetchChecked(file, folder, { mirrors });
      expect(Uint8Array.from(readFileSync(path))).toEqual(bytes);
    }
  });

  it('takes no notice of what an earlier, killed download left', async () => {
    const mirrors = [server.mirror('a', whole)];
    await fetchChecked(file, folder, { mirrors });
    rmSync(join(folder, 'data.gz'));
    writeFileSync(join(folder, 'data.gz.part'), bytes.subarray(0, 5));
    writeFileSync(join(folder, 'data.gz.00000000.part'), wrongByte);
    const path = await fetchChecked(file, folder, { mirrors });
    expect(Uint8Array.from(readFileSync(path))).toEqual(bytes);
  });

  it('has only whole files under the name while several downloads run at once', async () => {
    const slow: Answer = (_, response) => {
      response.write(bytes.subarray(0, 150_000));
      setTimeout(() => response.end(bytes.subarray(150_000)), 30);
    };
    const mirrors = [server.mirror('a', slow)];
    const paths = await Promise.all([1, 2, 3].map(() => fetchChecked(file, folder, { mirrors })));
    expect(new Set(paths).size).toBe(1);
    expect(Uint8Array.from(readFileSync(paths[0]))).toEqual(bytes);
    expect(left()).toEqual(['data.gz']);
  });

  it('asks for the bytes as they are, because a transfer packed again is unpacked on arrival', async () => {
    const packing: Answer = (request, response) => {
      if (request.headers['accept-encoding'] === 'identity') response.end(bytes);
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes));
    };
    await fetchChecked(file, folder, { mirrors: [server.mirror('a', packing)] });
    expect(left()).toEqual(['data.gz']);
  });

  it("stops at the user's signal, with the user's reason, and asks no other mirror", async () => {
    const stop = new AbortController();
    const mirrors = [
      server.mirror('a', (_, response) => response.write(bytes.subarray(0, 10))),
      server.mirror('b', whole),
    ];
    const downloading = fetchChecked(file, folder, {
      mirrors,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(downloading).rejects.toThrow('enough');
    expect(server.requests).toEqual(['/a/data.gz']);
    expect(left()).toEqual([rest]);
  });
});

describe('cacheDirectory', () => {
  it('is below XDG_CACHE_HOME, or below .cache in the home folder', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: '/somewhere' })).toBe(join('/somewhere', 'growcone'));
    expect(cacheDirectory({})).toMatch(/\.cache[\\/]growcone$/);
  });

  it('takes no relative XDG_CACHE_HOME, as the XDG specification has it', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: 'here' })).toBe(cacheDirectory({}));
    expect(cacheDirectory({ XDG_CACHE_HOME: '' })).toBe(cacheDirectory({}));
  });
});
