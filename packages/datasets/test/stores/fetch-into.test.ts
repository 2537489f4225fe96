import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchInto, type FileStore, type HashedFile, storedFolder } from '../../src/index.ts';
import { refusal } from '../sets/small-folder.ts';
import { type Answer, serve, type TestServer } from '../test-server.ts';
import { memoryStore } from './memory-store.ts';

// More than one segment of 8 MiB, so that some of it is kept before the end.
const bytes = Uint8Array.from({ length: 9_000_000 }, (_, i) => (i * i) >>> 3);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const rest = `a/data.gz.${sha256.slice(0, 8)}.part`;
const file: HashedFile = { name: 'a/data.gz', size: bytes.length, sha256 };

let server: TestServer;
let store: FileStore;
beforeEach(async () => {
  server = await serve();
  store = memoryStore();
});
afterEach(() => server.close());

const whole: Answer = (_, response) => response.end(bytes);
/** Sends what is asked for, up to a byte at which it waits. */
const ranged =
  (until: number, ranges: (string | undefined)[] = []): Answer =>
  (request, response) => {
    ranges.push(request.headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { 'content-range': range } : {});
    response.write(bytes.subarray(from, until));
    if (until === bytes.length) response.end();
  };

const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const keptDigest = async (path: string): Promise<string | undefined> => {
  const kept = await store.get(path);
  return kept && digestOf(new Uint8Array(await kept.arrayBuffer()));
};

describe('fetchInto', () => {
  it('downloads a file, and a second time takes it from the store', async () => {
    const mirrors = [server.mirror('a', whole)];
    let received = 0;
    const got = await fetchInto(store, file, { mirrors, onProgress: (progress) => (received = progress.received) });
    expect(digestOf(await got.read(0, got.size))).toBe(sha256);
    expect(received).toBe(bytes.length);
    expect(await store.paths()).toEqual(['a/data.gz']);
    await fetchInto(store, file, { mirrors });
    expect(server.requests).toEqual(['/a/a/data.gz']);
  });

  it('goes on where an earlier download stopped', async () => {
    const stop = new AbortController();
    const stopped = fetchInto(store, file, {
      mirrors: [server.mirror('a', ranged(8_500_000))],
      signal: stop.signal,
      onProgress: ({ received }) => received === 8_500_000 && stop.abort(),
    });
    expect((await refusal(stopped)).name).toBe('AbortError');
    // The first segment is kept when it is full, the second when the download stops.
    const left = await store.paths();
    expect(left).toEqual([`${rest}/0`, expect.stringMatching(/\.part\/8\d{6}$/)]);
    // What is not whole is in no folder.
    expect((await storedFolder(store)).paths).toEqual([]);

    const ranges: (string | undefined)[] = [];
    await fetchInto(store, file, { mirrors: [server.mirror('b', ranged(bytes.length, ranges))] });
    expect(ranges).toEqual(['bytes=8500000-']);
    expect(await keptDigest(file.name)).toBe(sha256);
    expect(await store.paths()).toEqual([file.name]);
  });

  it('finishes what had come whole before it was checked, without asking again', async () => {
    await store.put(`${rest}/0`, new Blob([bytes.subarray(0, 1000)]));
    await store.put(`${rest}/1000`, new Blob([bytes.subarray(1000)]));
    await fetchInto(store, file, { mirrors: [server.mirror('a', whole)] });
    expect(server.requests).toEqual([]);
    expect(await keptDigest(file.name)).toBe(sha256);
  });

  it('begins again where what was left is of another file', async () => {
    await store.put(`${rest}/0`, new Blob([new Uint8Array(1000)]));
    const ranges: (string | undefined)[] = [];
    await fetchInto(store, file, { mirrors: [server.mirror('a', ranged(bytes.length, ranges))] });
    expect(ranges).toEqual(['bytes=1000-', undefined]);
    expect(await keptDigest(file.name)).toBe(sha256);
  });

  it.each([
    ['checksum', { name: 'data', sha256: '0'.repeat(64) }, 'expected SHA-256 0000'],
    ['size', { name: 'data', size: 10, sha256 }, 'expected 10 bytes, got 9000000'],
  ])('refuses a file of another %s, and keeps nothing of it', async (problem, wrong, reason) => {
    const mirrors = [server.mirror('a', (_, r) => r.writeHead(200, { 'content-length': bytes.length }).end(bytes))];
    const error = await refusal(fetchInto(store, wrong, { mirrors }));
    expect(error.message).toContain(`${problem}: ${reason}`);
    expect(error.message).toContain(`get the file by hand and put it into memory with put('data', file).`);
    expect(await store.paths()).toEqual([]);
  });

  it('says so if the server had a packed file unpacked on the way', async () => {
    const packed = new Uint8Array(gzipSync(bytes.subarray(0, 1000)));
    const wanted = { name: 'data.gz', sha256: digestOf(packed) };
    const mirrors = [server.mirror('a', (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))];
    const { message } = await refusal(fetchInto(store, wanted, { mirrors }));
    expect(message).toContain('Content-Encoding: gzip, so that it was unpacked on the way');
  });

  it('replaces a file of that name that is another', async () => {
    await store.put(file.name, new Blob(['an error page']));
    await fetchInto(store, file, { mirrors: [server.mirror('a', whole)] });
    expect(await keptDigest(file.name)).toBe(sha256);
  });
});
