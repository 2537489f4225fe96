import { GrowconeError } from '@growcone/core';
import { requireInteger, requirePositive } from './dataset-option-error.ts';
import type { EventDataset, Events } from './event-dataset.ts';
import { requireOrdered } from './event-order-error.ts';
import type { SpikeDataset } from './spike-dataset.ts';
import { stepAt, stepsOver } from './step-at.ts';

/** How events are cut into steps. */
export interface BinOptions {
  /** Length of a step in ms. */
  readonly dt: number;
  /** Number of steps of every example; enough for the whole duration if left out. */
  readonly steps?: number;
  /** What to do with events after the last step: leave them out and count them, or refuse the example. */
  readonly late?: 'drop' | 'refuse';
}

/** What became of the events of all examples written so far, repeated ones included. */
export interface BinTally {
  /** Events read. */
  readonly events: number;
  /** Events left out because another one of the same unit fell into the same step. */
  readonly merged: number;
  /** Events left out because they came after the last step. */
  readonly late: number;
}

/** Events cut into steps. */
export interface BinnedDataset extends SpikeDataset {
  /** Length of a step in ms. */
  readonly dt: number;
  /** What became of the events of the examples written so far. */
  readonly tally: BinTally;
}

/** An example goes on after the last step. */
export class LateEventError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'LateEventError';

  /**
   * Tells of an event.
   *
   * @param dataset - name of the data set
   * @param example - example that the event belongs to
   * @param time - its time in ms
   * @param end - end of the last step in ms
   */
  constructor(dataset: string, example: number, time: number, end: number) {
    super(
      'LATE_EVENT',
      `Data set '${dataset}': an event of example ${example} comes at ${time} ms, after the last step, which ends at ${end} ms. ` +
        `Take more steps, or leave such events out with late: 'drop'.`,
      { dataset, example, time, end },
    );
  }
}

/**
 * Cuts time into steps: an event at time t is a spike in step ⌊t / dt⌋.
 *
 * Spikes of a simulation are there or not: several events of one unit within a step become one spike. Units become
 * channels. What is lost is counted in `tally`.
 *
 * @param dataset - events in continuous time
 * @param options - length and number of steps
 */
export function bin(dataset: EventDataset, options: BinOptions): BinnedDataset {
  const { dt, late = 'drop' } = options;
  requirePositive('bin', 'dt', dt, 'ms');
  const { steps = stepsOver(dataset.duration, dt) } = options;
  requireInteger('bin', 'steps', steps, { min: 1 });
  const { name, classes, channels, size, labels, groups } = dataset;
  const tally = { events: 0, merged: 0, late: 0 };
  return {
    name,
    classes,
    channels,
    steps,
    size,
    labels,
    ...(groups ? { groups } : {}),
    dt,
    tally,
    async write(example, epoch, into) {
      const events = await dataset.events(example, epoch);
      requireOrdered(dataset, example, events);
      const { times, units } = events;
      const stepOf = (event: number): number => stepAt(times[event], dt);
      let inTime = times.length;
      while (inTime > 0 && stepOf(inTime - 1) >= steps) inTime--;
      if (inTime < times.length && late === 'refuse') {
        throw new LateEventError(name, example, times[inTime], steps * dt);
      }
      let [lastUnit, lastStep] = [-1, -1];
      for (const event of byUnit(events, inTime, channels)) {
        const unit = units[event];
        const step = stepOf(event);
        if (unit === lastUnit && step === lastStep) tally.merged++;
        else into.add(unit, step);
        [lastUnit, lastStep] = [unit, step];
      }
      tally.events += times.length;
      tally.late += times.length - inTime;
    },
  };
}

/** The first `count` events in the order of their units, those of a unit in the order of time. */
function byUnit({ units }: Events, count: number, channels: number): Uint32Array {
  const next = new Uint32Array(channels + 1);
  for (let event = 0; event < count; event++) next[units[event] + 1]++;
  for (let unit = 0; unit < channels; unit++) next[unit + 1] += next[unit];
  const order = new Uint32Array(count);
  for (let event = 0; event < count; event++) order[next[units[event]]++] = event;
  return order;
}
