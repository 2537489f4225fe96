import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';

/** What a mirror does with a request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** An HTTP server on this machine. */
export interface TestServer {
  /** Paths asked for so far. */
  readonly requests: string[];
  /** Answers requests below a folder, and gives its address. */
  mirror(folder: string, answer: Answer): string;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

// Servers listen on sockets in the file system, so that tests pass on a machine without any network, its own included.
const sockets = new Map<string, string>();

// No other host can be reached.
setGlobalDispatcher(
  new Agent({
    connect: (options, done) => {
      const socketPath = sockets.get(options.hostname) ?? join(tmpdir(), 'no test server');
      buildConnector({ socketPath })(options, done);
    },
  }),
);

let started = 0;

/** Starts a server that knows no folder yet. */
export async function serve(): Promise<TestServer> {
  const answers = new Map<string, Answer>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const answer = answers.get(path.split('/')[1]);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  const host = `server-${++started}.test`;
  const folder = mkdtempSync(join(tmpdir(), 'growcone-server-'));
  sockets.set(host, join(folder, 'socket'));
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  return {
    requests,
    mirror(name, answer) {
      answers.set(name.replace('/', ''), answer);
      return `http://${host}/${name}`;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          rmSync(folder, { recursive: true });
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}
