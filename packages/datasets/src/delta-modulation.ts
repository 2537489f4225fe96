/** Crossings of a signal, in the order of time. */
export interface Crossings {
  /** Where each one is, in samples from the first one; between two samples the signal is a straight line. */
  readonly positions: Float64Array;
  /** 1 where the signal rose, 0 where it fell. */
  readonly rises: Uint8Array;
}

/** A signal, and how it is modulated. */
export interface ModulatedSignal {
  /** The samples. */
  readonly samples: ArrayLike<number>;
  /** Value of samples that were not recorded; the signal goes straight from the one before to the one after. */
  readonly missing: number;
  /** How far the signal goes from one crossing to the next, above 0. */
  readonly delta: number;
}

/**
 * Number of crossings that `modulateDelta` finds.
 *
 * @internal
 */
export function countCrossings(signal: ModulatedSignal): number {
  let count = 0;
  eachMove(signal, ({ moves }) => (count += Math.abs(moves)));
  return count;
}

/**
 * Delta modulation: wherever the signal has gone up or down by delta since the last crossing, or since its first sample,
 * there is the next one. So delta times rises minus falls tells the signal to less than delta.
 *
 * @internal
 */
export function modulateDelta(signal: ModulatedSignal): Crossings {
  const count = countCrossings(signal);
  const crossings = { positions: new Float64Array(count), rises: new Uint8Array(count) };
  let at = 0;
  eachMove(signal, ({ from, to, before, now, level, moves }) => {
    const way = Math.sign(moves);
    for (let m = 1; m <= Math.abs(moves); m++) {
      const share = (level + way * m * signal.delta - before) / (now - before);
      crossings.positions[at] = from + Math.min(1, Math.max(0, share)) * (to - from);
      crossings.rises[at++] = way > 0 ? 1 : 0;
    }
  });
  return crossings;
}

/** What the signal does from one sample to the next that was recorded. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly now: number;
  /** Level of the last crossing. */
  readonly level: number;
  /** How many times delta it goes up, or down if below 0. */
  readonly moves: number;
}

function eachMove({ samples, missing, delta }: ModulatedSignal, visit: (move: Move) => void): void {
  let from = 0;
  while (from < samples.length && samples[from] === missing) from++;
  const first = samples[from];
  // Counted, not summed: the level does not drift.
  let passed = 0;
  for (let to = from + 1; to < samples.length; to++) {
    const now = samples[to];
    if (now === missing) continue;
    const level = first + passed * delta;
    const moves = Math.trunc((now - level) / delta);
    if (moves !== 0) visit({ from, to, before: samples[from], now, level, moves });
    passed += moves;
    from = to;
  }
}
