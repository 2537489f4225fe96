import { WorkerError } from './errors.ts';
import type { FromWorker, Port, ToWorker } from './protocol.ts';

/** A worker thread, the same in Node and in browsers. */
export interface Thread extends Port<FromWorker, ToWorker> {
  /** Calls back once if the thread dies by itself. @param fail - receives the cause */
  onFailure(fail: (cause: unknown) => void): void;
  /** Whether the process stays alive for its sake. @param busy - whether an answer is awaited */
  hold(busy: boolean): void;
  /** Ends it. */
  terminate(): Promise<void>;
}

const SOURCE = '../worker.ts';
const fromSource = import.meta.url.endsWith('.ts');

/** Starts a worker thread. */
export function startThread(): Thread {
  return typeof Worker === 'function' ? browserThread() : nodeThread();
}

function nodeThread(): Thread {
  const { Worker: NodeWorker } = process.getBuiltinModule('node:worker_threads');
  const file = fromSource ? SOURCE : '../worker.js';
  // The flags of the process are for its own script: a worker would run its preloads, and some flags forbid files.
  const worker = new NodeWorker(new URL(file, import.meta.url), { name: 'growcone', execArgv: [] });
  let ended = false;
  worker.unref();
  return {
    send: (message) => worker.postMessage(message),
    listen: (receive) => worker.on('message', receive),
    onFailure: (fail) => {
      worker.on('error', fail);
      worker.on('messageerror', fail);
      worker.on('exit', (code) => {
        if (!ended) fail(new Error(`the worker thread ended with exit code ${code}`));
      });
    },
    // Whoever waits for the end keeps the process alive until then, whatever messages still arrive.
    hold: (busy) => (busy || ended ? worker.ref() : worker.unref()),
    terminate: async () => {
      ended = true;
      worker.ref();
      await worker.terminate();
    },
  };
}

function browserThread(): Thread {
  const options = { type: 'module', name: 'growcone' } as const;
  const worker = fromSource
    ? new Worker(new URL(SOURCE, import.meta.url), options)
    : // Bundlers look for exactly this expression to find the worker's file.
      new Worker(new URL('../worker.js', import.meta.url), { type: 'module', name: 'growcone' });
  return {
    send: (message) => worker.postMessage(message),
    listen: (receive) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => receive(data);
    },
    onFailure: (fail) => {
      worker.onerror = (event) => fail(event.error ?? new WorkerError(`A worker failed: ${event.message}.`));
      worker.onmessageerror = () => fail(new Error('a message could not be read'));
    },
    hold: () => {},
    terminate: async () => worker.terminate(),
  };
}
