import type { Examples } from './examples.ts';
import type { RunListener } from './run-events.ts';
import { percent } from './show-progress.ts';
import type { TrainOptions } from './train-options.ts';

/** A run, as far as events of recordings may get lost in it. */
interface LossyRun {
  readonly examples: Examples;
  readonly options: TrainOptions;
  readonly listen: RunListener;
}

/** Says, once, which events of recordings do not reach the network, if there are any. @param run - the run */
export function tellerOfLostEvents({ examples, options: { steps, dt }, listen }: LossyRun): () => void {
  let told = false;
  return () => {
    const tally = examples.tally();
    if (told || !tally) return;
    const { events, late, merged } = tally;
    const share = (count: number): string => `${percent(count / events)} (${count} of ${events} read so far)`;
    const lost = [
      ...(late > 0 ? [`${share(late)} came after the last step, which ends at ${steps * dt} ms (--steps × --dt)`] : []),
      ...(merged > 0 ? [`${share(merged)} fell into a step in which their channel had spiked (--dt, --pool)`] : []),
    ];
    if (lost.length === 0) return;
    told = true;
    listen({ kind: 'note', text: `not all events reach the network: ${lost.join('; ')}.` });
  };
}
