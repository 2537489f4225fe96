import type { Controls, FromWorker, RunsOn, ToWorker } from './messages.ts';

/** What a simulation has to do with the page. */
export interface Page<C extends Controls, N> {
  /** What the user wants at the moment. */
  readonly controls: C;
  /** Says where the simulation runs. @param on - the device */
  opened(on: RunsOn): void;
  /** Says how it stands. @param news - plain data */
  tell(news: N): void;
  /** Lets messages of the page come in, and waits as long as the user wants a pause. */
  turn(): Promise<void>;
}

/**
 * Runs a simulation when the page says so. The page ends it by ending the worker.
 *
 * @param simulate - the simulation, with the settings it starts with
 */
export function serve<S, C extends Controls, N>(simulate: (settings: S, page: Page<C, N>) => Promise<void>): void {
  const send = (message: FromWorker<N>): void => self.postMessage(message);
  let controls: C;
  let goOn = (): void => {};
  const start = async (settings: S): Promise<void> => {
    try {
      await simulate(settings, {
        get controls() {
          return controls;
        },
        opened: (on) => send({ kind: 'opened', on }),
        tell: (news) => send({ kind: 'news', news }),
        turn: async () => {
          // Promises alone would keep the worker busy, and it would never hear anything.
          await new Promise((resolve) => setTimeout(resolve));
          while (controls.paused) await new Promise<void>((resolve) => (goOn = resolve));
        },
      });
      send({ kind: 'ended' });
    } catch (error) {
      send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  self.onmessage = ({ data }: MessageEvent<ToWorker<S, C>>) => {
    controls = data.controls;
    if (data.kind === 'start') void start(data.settings);
    else goOn();
  };
}
