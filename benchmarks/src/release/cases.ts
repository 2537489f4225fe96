/** A network whose trials are compared between versions. */
export interface ReleaseCase {
  /** 700-256(recurrent ALIF)-20 with 1000 steps, or 784-256(LIF)-10 with 80. */
  readonly net: 'spoken' | 'images';
  /** Share of all pairs that are connected. */
  readonly density: number;
  /** Form of e-prop. */
  readonly form: 'reverse' | 'online';
}

/** Milliseconds per example. */
export interface ReleaseTimes {
  /** Forward and learning. */
  readonly trial: number;
  /** With the optimiser. */
  readonly train: number;
}

/** All of them. */
export const CASES: readonly ReleaseCase[] = (['spoken', 'images'] as const).flatMap((net) =>
  (['reverse', 'online'] as const).flatMap((form) => [1, 0.05].map((density) => ({ net, density, form }))),
);
