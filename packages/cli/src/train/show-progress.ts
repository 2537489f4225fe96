import { totalOf, type EpochRow } from '../run-folder/metrics-rows.ts';
import type { BatchProgress, RunEvent, RunListener } from './run-events.ts';

/** Where progress is written. */
export interface ProgressTarget {
  /** Whether it is a terminal, where a line can be overwritten. */
  readonly isTTY?: boolean;
  /** Number of columns of a terminal. */
  readonly columns?: number;
  /** Writes text. @param text - the text */
  write(text: string): unknown;
}

// How often a log gets a line, and a terminal a new one, in milliseconds.
const LOG_EVERY = 5000;
const DRAW_EVERY = 100;

/**
 * Shows how far a run is: one line that changes on a terminal, a line every few seconds elsewhere.
 *
 * @param target - where
 * @param clock - milliseconds on some clock
 */
export function showProgress(target: ProgressTarget, clock: () => number = Date.now): RunListener {
  const terminal = target.isTTY === true;
  let shown = terminal ? -Infinity : clock();
  let open = false;
  const passing = (text: string): void => {
    const now = clock();
    if (now - shown < (terminal ? DRAW_EVERY : LOG_EVERY)) return;
    shown = now;
    if (terminal) target.write(`\r\x1b[2K${text.slice(0, (target.columns ?? 80) - 1)}`);
    else target.write(`${text}\n`);
    open = terminal;
  };
  const lasting = (text: string): void => {
    target.write(`${open ? '\r\x1b[2K' : ''}${text}\n`);
    open = false;
    shown = terminal ? -Infinity : clock();
  };
  return (event: RunEvent): void => {
    switch (event.kind) {
      case 'batch':
        return passing(batchLine(event));
      case 'epoch':
        return lasting(epochLine(event.row, event.epochs, event.seconds));
      case 'alarm':
        return lasting(`alarm: epoch ${event.epoch}, batch ${event.batch}: ${event.text}`);
      case 'note':
        return lasting(`note: ${event.text}`);
      case 'phase':
        return passing(`${event.text} …`);
      case 'download': {
        const { file, received, total } = event.progress;
        return passing(
          total === undefined
            ? `downloading ${file}: ${mebibytes(received)}`
            : `downloading ${file}: ${percent(received / total)} of ${mebibytes(total)}`,
        );
      }
      default:
        throw new Error(`unknown event ${JSON.stringify(event satisfies never)}`);
    }
  };
}

const batchLine = (b: BatchProgress): string =>
  [
    `epoch ${b.epoch}/${b.epochs}`,
    `batch ${b.batch}/${b.batches}`,
    `loss ${b.loss.toFixed(4)}`,
    `accuracy ${percent(b.accuracy)}`,
    `${duration(b.secondsLeft)} left`,
    `${b.synapses} synapses`,
    `${b.rewired} rewired`,
  ].join('  ');

const epochLine = (row: EpochRow, epochs: number, seconds: number): string =>
  [
    `epoch ${row.epoch}/${epochs}`,
    `loss ${row.loss.toFixed(4)}`,
    `train ${percent(row.trainAccuracy)}`,
    ...(row.validationAccuracy === undefined ? [] : [`validation ${percent(row.validationAccuracy)}`]),
    `${seconds.toFixed(1)} s`,
    `${totalOf(row.synapses)} synapses`,
    `${totalOf(row.rewired)} rewired`,
    ...Object.entries(row.activity ?? {}).map(([layer, { active }]) => `${layer} ${percent(active ?? NaN)} active`),
    ...(row.informativeShare === undefined ? [] : [`${percent(row.informativeShare)} informative`]),
  ].join('  ');

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** A share in percent. @param value - the share */
export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Seconds as minutes and seconds. @param seconds - how many */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
