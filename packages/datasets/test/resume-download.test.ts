import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CheckedFile, DownloadError, fetchChecked } from '../src/node/index.ts';
import { type Answer, serve, type TestServer } from './test-server.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >>> 3);
const other = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >>> 4);
const file: CheckedFile = { name: 'data.gz', size: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
const unsized: CheckedFile = { name: file.name, md5: file.md5 };
const rest = `data.gz.${file.md5.slice(0, 8)}.part`;

let folder: string;
let server: TestServer;
let asked: (string | undefined)[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-resume-'));
  server = await serve();
  asked = [];
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const startOf = ({ headers }: IncomingMessage): number => Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);

/** A server that knows ranges and validators; `until` cuts the connection before a byte. */
const ranged =
  ({
    content = bytes,
    tag = '"one"',
    until = Infinity,
  }: { content?: Uint8Array; tag?: string; until?: number } = {}): Answer =>
  (request, response) => {
    const { range } = request.headers;
    const ifRange = request.headers['if-range']?.toString();
    asked.push(range === undefined ? undefined : `${range}${ifRange === undefined ? '' : ` if ${ifRange}`}`);
    const start = ifRange === undefined || ifRange === tag ? startOf(request) : 0;
    const headers = { 'content-length': content.length - start, etag: tag };
    if (start > 0) {
      response.writeHead(206, {
        ...headers,
        'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
      });
    } else response.writeHead(200, headers);
    if (until >= content.length) response.end(content.subarray(start));
    else response.write(content.subarray(start, until), () => setTimeout(() => response.destroy(), 20));
  };
const fails = (mirrors: string[], wanted = file): Promise<DownloadError> =>
  fetchChecked(wanted, folder, { mirrors }).then(
    () => Promise.reject(new Error('the download succeeded')),
    (error: unknown) => (error instanceof DownloadError ? error : Promise.reject(error as Error)),
  );
const left = (): string[] => readdirSync(folder).toSorted();
const delivered = (): unknown => [left(), new Uint8Array(readFileSync(join(folder, 'data.gz')))];
const whole = [['data.gz'], bytes];

describe('a download that was interrupted', () => {
  it('goes on where it stopped, the next time it is asked for', async () => {
    await fails([server.mirror('a', ranged({ until: 100_000 }))]);
    expect(left()).toEqual([rest]);
    const received: number[] = [];
    await fetchChecked(file, folder, {
      mirrors: [server.mirror('b', ranged())],
      onProgress: (progress) => received.push(progress.received),
    });
    expect(asked).toEqual([undefined, 'bytes=100000-']);
    expect(received[0]).toBeGreaterThan(100_000);
    expect(received.at(-1)).toBe(300_000);
    expect(delivered()).toEqual(whole);
  });

  it('goes on at the next mirror', async () => {
    const mirrors = [server.mirror('a', ranged({ until: 100_000 })), server.mirror('b', ranged())];
    await fetchChecked(file, folder, { mirrors });
    expect(asked).toEqual([undefined, 'bytes=100000-']);
    expect(delivered()).toEqual(whole);
  });

  it('goes on at the same mirror as long as each time brings a mebibyte, if its file is the same still', async () => {
    const content = new Uint8Array(2 ** 22 + 5).fill(7);
    const large = { name: 'data.gz', size: content.length, md5: createHash('md5').update(content).digest('hex') };
    let calls = 0;
    const mirror = server.mirror('a', (request, response) => {
      calls++;
      return ranged({ content, until: calls * 1_500_000 < content.length ? calls * 1_500_000 : content.length })(
        request,
        response,
      );
    });
    await fetchChecked(large, folder, { mirrors: [mirror] });
    expect(asked).toEqual([undefined, 'bytes=1500000- if "one"', 'bytes=3000000- if "one"']);
    expect(left()).toEqual(['data.gz']);
  });

  it('starts anew where the mirror sends the whole file', async () => {
    await fails([server.mirror('a', ranged({ until: 100_000 }))]);
    const mirror = server.mirror('b', (_, response) => response.end(bytes));
    await fetchChecked(file, folder, { mirrors: [mirror] });
    expect(delivered()).toEqual(whole);
  });

  it('needs no network if all has come', async () => {
    writeFileSync(join(folder, rest), bytes);
    await fetchChecked(file, folder, { mirrors: [] });
    expect(delivered()).toEqual(whole);
  });

  it('works without knowing the size', async () => {
    await fails([server.mirror('a', ranged({ until: 100_000 }))], unsized);
    await fetchChecked(unsized, folder, { mirrors: [server.mirror('b', ranged())] });
    expect(asked).toEqual([undefined, 'bytes=100000-']);
    expect(delivered()).toEqual(whole);
  });
});

describe('a mirror that lies', () => {
  beforeEach(() => writeFileSync(join(folder, rest), bytes.subarray(0, 100_000)));

  it.each<[string, Answer]>([
    [
      'sends another part than asked for',
      (request, response) => {
        if (startOf(request) === 0) return response.end(bytes);
        return response.writeHead(206, { 'content-range': 'bytes 5-299999/300000' }).end(bytes.subarray(5));
      },
    ],
    [
      'sends a part without saying which',
      (request, response) =>
        startOf(request) === 0 ? response.end(bytes) : response.writeHead(206).end(bytes.subarray(100_000)),
    ],
    [
      'has no such part',
      (request, response) => (startOf(request) === 0 ? response.end(bytes) : response.writeHead(416).end()),
    ],
    [
      'sends a part of another file',
      (request, response) => ranged({ content: startOf(request) === 0 ? bytes : other })(request, response),
    ],
    [
      'sends more than the part',
      (request, response) => {
        if (startOf(request) === 0) return response.end(bytes);
        response.writeHead(206, { 'content-range': 'bytes 100000-299999/300000' });
        return response.end(bytes.subarray(50_000));
      },
    ],
  ])('%s is asked for the whole file', async (_, answer) => {
    await fetchChecked(file, folder, { mirrors: [server.mirror('a', answer)] });
    expect(delivered()).toEqual(whole);
  });

  it('has its part thrown away, and none of it comes under the name', async () => {
    const error = await fails([server.mirror('a', ranged({ content: other }))]);
    expect(error.attempts).toMatchObject([{ problem: 'CHECKSUM' }]);
    expect(left()).toEqual([]);
  });

  it('does not cost what has come if it has a page in place of the file', async () => {
    const page = server.mirror('a', (_, response) => response.end('<html>please log in</html>'));
    expect((await fails([page])).attempts).toMatchObject([
      { problem: 'SIZE', reason: 'expected 300000 bytes, got 26' },
    ]);
    expect(left()).toEqual([rest]);
    await fetchChecked(file, folder, { mirrors: [page, server.mirror('b', ranged())] });
    expect(asked).toEqual(['bytes=100000-']);
    expect(delivered()).toEqual(whole);
  });

  it('sends a part that nobody asked for, and is refused', async () => {
    rmSync(join(folder, rest));
    const mirror = server.mirror('a', (_, response) =>
      response.writeHead(206, { 'content-range': 'bytes 0-299999/300000' }).end(bytes),
    );
    expect((await fails([mirror])).attempts).toMatchObject([{ problem: 'RANGE' }]);
  });

  it('sends without end, and is stopped', async () => {
    const endless = server.mirror('a', (_, response) => {
      const more = (): unknown => response.destroyed || response.write(bytes, more);
      more();
    });
    expect((await fails([endless])).attempts[0].reason).toContain('expected 300000 bytes, got at least');
    const stopping = fetchChecked(unsized, folder, { mirrors: [endless], limit: 1_000_000 });
    await expect(stopping).rejects.toThrow('expected at most 1000000 bytes, got at least');
    expect(left()).toEqual([]);
  });
});

describe('what other processes left', () => {
  const machine = hostname().replace(/\W/g, '_').slice(0, 40) || 'here';
  const part = (owner: string): string => join(folder, `data.gz.${file.md5.slice(0, 8)}.${owner}.00000000.part`);
  // Above the largest number that Linux gives a process.
  const dead = 2 ** 22 + 1;

  it('is gone on with if the process is dead', async () => {
    writeFileSync(part(`${machine}.${dead}`), bytes.subarray(0, 1000));
    await fetchChecked(file, folder, { mirrors: [server.mirror('a', ranged())] });
    expect(asked).toEqual(['bytes=1000-']);
    expect(delivered()).toEqual(whole);
  });

  it('is left alone if the process lives, here or on another machine', async () => {
    const parts = [part(`${machine}.${process.ppid}`), part('elsewhere.1')];
    for (const path of parts) writeFileSync(path, bytes.subarray(0, 1000));
    await fetchChecked(file, folder, { mirrors: [server.mirror('a', ranged())] });
    expect(asked).toEqual([undefined]);
    for (const path of parts) expect(readFileSync(path)).toHaveLength(1000);
  });

  it('on another machine is gone on with after a day', async () => {
    const path = part('elsewhere.1');
    writeFileSync(path, bytes.subarray(0, 1000));
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(path, yesterday, yesterday);
    await fetchChecked(file, folder, { mirrors: [server.mirror('a', ranged())] });
    expect(asked).toEqual(['bytes=1000-']);
    expect(delivered()).toEqual(whole);
  });

  it('is gone on with by one only of several that begin at once', async () => {
    writeFileSync(join(folder, rest), bytes.subarray(0, 1000));
    const mirrors = [server.mirror('a', ranged())];
    await Promise.all([1, 2, 3].map(() => fetchChecked(file, folder, { mirrors })));
    expect(asked.filter((range) => range !== undefined)).toEqual(['bytes=1000-']);
    expect(delivered()).toEqual(whole);
  });

  it('of another file of the same name is no part of it', async () => {
    writeFileSync(join(folder, 'data.gz.ffffffff.part'), other.subarray(0, 1000));
    await fetchChecked(file, folder, { mirrors: [server.mirror('a', ranged())] });
    expect(asked).toEqual([undefined]);
  });
});

describe('addresses of the file itself', () => {
  it('are tried after the mirrors', async () => {
    mkdirSync(join(folder, 'sub'));
    const mirrors = [server.mirror('gone', (_, response) => response.writeHead(404).end())];
    const urls = [`${server.mirror('a', ranged())}/39c25547/file_downloaded`];
    await fetchChecked(file, join(folder, 'sub'), { mirrors, urls });
    expect(server.requests).toEqual(['/gone/data.gz', '/a/39c25547/file_downloaded']);
  });
});
