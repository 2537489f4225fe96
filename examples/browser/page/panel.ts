import type { Controls, FromWorker, RunsOn, ToWorker } from '../simulation/messages.ts';
import { find } from './find.ts';

/** What a panel shows and lets a user change. */
export interface PanelOptions<S, C extends Controls, N> {
  /** Starts the worker that simulates. */
  readonly worker: () => Worker;
  /** What a run starts with. */
  readonly settings: () => S;
  /** What can be changed while it runs. @param paused - whether it waits */
  readonly controls: (paused: boolean) => C;
  /** Forgets the run before. */
  readonly clear: () => void;
  /** Shows how the simulation stands. @param news - from the worker */
  readonly show: (news: N) => void;
}

/** What the rest of a panel can do with its run. */
export interface Panel {
  /** Starts anew, because a setting has changed. */
  restart(): void;
  /** Says that a control has changed. */
  changed(): void;
}

/**
 * A simulation on the page: its buttons, where it runs, what went wrong. A run has a worker of its own, so nothing of it is left when
 * the next one starts.
 *
 * @param root - its section of the page
 * @param options - what is particular about it
 */
export function panel<S, C extends Controls, N>(root: ParentNode, options: PanelOptions<S, C, N>): Panel {
  const toggle = find(root, 'button.toggle', HTMLButtonElement);
  const device = find(root, '.device', HTMLElement);
  const alert = find(root, '.error', HTMLElement);
  let paused = false;
  let worker: Worker | undefined;
  const send = (message: ToWorker<S, C>): void => worker?.postMessage(message);

  const showToggle = (end?: 'Finished' | 'Stopped'): void => {
    toggle.textContent = end ?? (paused ? 'Start' : 'Pause');
    toggle.disabled = end !== undefined;
  };
  const fail = (message: string): void => {
    alert.textContent = message;
    alert.hidden = false;
    worker?.terminate();
    showToggle('Stopped');
  };
  const receive = (message: FromWorker<N>): void => {
    switch (message.kind) {
      case 'opened':
        device.textContent = sentences(message.on);
        return;
      case 'news':
        options.show(message.news);
        return;
      case 'ended':
        showToggle('Finished');
        return;
      case 'failed':
        fail(message.message);
        return;
      default:
        message satisfies never;
    }
  };
  const restart = (): void => {
    worker?.terminate();
    options.clear();
    alert.hidden = true;
    device.textContent = '';
    showToggle();
    worker = options.worker();
    worker.onmessage = ({ data }: MessageEvent<FromWorker<N>>) => receive(data);
    worker.onmessageerror = () => fail('A message of the worker could not be read. Reload the page.');
    // A worker whose script does not arrive says nothing about it.
    worker.onerror = ({ message }) => fail(message || 'The worker could not be started. Reload the page.');
    send({ kind: 'start', settings: options.settings(), controls: options.controls(paused) });
  };
  const changed = (): void => send({ kind: 'change', controls: options.controls(paused) });

  toggle.addEventListener('click', () => {
    paused = !paused;
    showToggle();
    changed();
  });
  find(root, 'button.reset', HTMLButtonElement).addEventListener('click', restart);
  return { restart, changed };
}

function sentences({ device, notes, sharedMemory, passedOver }: RunsOn): string {
  return [
    `Runs on ${device}, in a worker ${sharedMemory ? 'with' : 'without'} SharedArrayBuffer.`,
    ...notes,
    ...passedOver.map(({ name, reason }) => `Not on ${name}: ${reason}`),
  ].join(' ');
}
