import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    requests,
    mirror(folder, answer) {
      answers.set(folder.replace('/', ''), answer);
      return `http://127.0.0.1:${address.port}/${folder}`;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
