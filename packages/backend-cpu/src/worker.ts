import type { FromWorker, ToWorker } from './runtime/protocol.ts';
import { serve } from './runtime/serve.ts';

/** What a worker of a browser has in its global scope. */
interface BrowserWorkerScope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  readonly WorkerGlobalScope?: unknown;
}

const scope = globalThis as unknown as BrowserWorkerScope;
if (typeof scope.WorkerGlobalScope === 'function') {
  serve({
    send: (message) => scope.postMessage(message),
    listen: (receive) => {
      scope.onmessage = ({ data }) => receive(data);
    },
  });
} else {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  if (!parentPort) throw new Error('worker.ts runs in a worker thread only');
  serve({
    send: (message) => parentPort.postMessage(message),
    listen: (receive) => parentPort.on('message', receive),
  });
}
