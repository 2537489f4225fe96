import type { ExamplesStage, Gather, Phase, SegmentedParts } from '../schedule/phase.ts';

/** A piece of the work that a loop over examples has with those in work. */
export type Work =
  | {
      /** Runs a phase over steps. */
      readonly do: 'sweep';
      /** The phase. */
      readonly phase: Phase;
      /** Its first turn; turn i of a reverse sweep is step T + 1 − i, of others step i. */
      readonly begin: number;
      /** One past its last turn. */
      readonly end: number;
    }
  | {
      /** Adds a gradient from spikes that arrived in some steps: to the shards, or where the gather has `sums` to these. */
      readonly do: 'gather';
      /** The gradient. */
      readonly gather: Gather;
      /** The first step. */
      readonly begin: number;
      /** One past the last. */
      readonly end: number;
    }
  | {
      /** Adds the `sums` of a gradient to its shards. */
      readonly do: 'add sums';
      /** The gradient. */
      readonly gather: Gather;
    }
  | {
      /** Copies the state into a checkpoint, or back. */
      readonly do: 'save' | 'restore';
      /** The checkpoint, counted from 0. */
      readonly checkpoint: number;
    }
  | {
      /** The steps of 'all' arrays that are handed out are there now, and may be gone with the next piece of work. */
      readonly do: 'hand out';
      /** The first step. */
      readonly begin: number;
      /** One past the last. */
      readonly end: number;
    };

/**
 * What is to be done for the examples in work, in order. Whatever runs a phase and a gather can follow it.
 *
 * @param stage - the loop over examples
 * @param steps - steps of the trial
 * @param segment - steps of a segment; undefined where all steps are held
 */
export function trialWork(stage: ExamplesStage, steps: number, segment: number | undefined): readonly Work[] {
  const { segmented } = stage;
  if (segment === undefined || !segmented) {
    const all = { begin: 1, end: steps + 1 };
    const work = stage.parts.map((part): Work => {
      return part.kind === 'gather' ? { do: 'gather', gather: part, ...all } : sweep(part, steps);
    });
    return [...work, { do: 'hand out', ...all }];
  }
  const segments = Array.from({ length: Math.ceil(steps / segment) }, (_, checkpoint): Segment => {
    const first = 1 + checkpoint * segment;
    return {
      checkpoint,
      start: Math.max(1, first - segmented.before),
      first,
      end: Math.min(first + segment, steps + 1),
    };
  });
  const reverse = segmented.parts.findIndex((part) => part.kind === 'phase' && part.sweep === 'reverse');
  const forth = reverse < 0 ? segmented.parts : segmented.parts.slice(0, reverse);
  return [
    ...forth.flatMap((part): readonly Work[] => {
      if (part.kind === 'gather') throw new RangeError('a gather stands before the reverse sweep');
      return part.sweep === 'forward' ? forward(segmented, part, segments, steps) : [sweep(part, steps)];
    }),
    ...(reverse < 0 ? [] : backward(segmented, segmented.parts.slice(reverse), segments, steps)),
  ];
}

/** Steps of a segment. */
interface Segment {
  /** Its checkpoint. */
  readonly checkpoint: number;
  /** Where its recomputation starts. */
  readonly start: number;
  /** Its first step. */
  readonly first: number;
  /** One past its last step. */
  readonly end: number;
}

/** A phase over all of its steps. */
function sweep(phase: Phase, steps: number): Work {
  switch (phase.sweep) {
    case 'none':
      return { do: 'sweep', phase, begin: 0, end: 1 };
    case 'flush':
      return { do: 'sweep', phase, begin: steps + 1, end: steps + 1 + phase.flush };
    default:
      return { do: 'sweep', phase, begin: 1, end: steps + 1 };
  }
}

/** The forward sweep, which stops at every checkpoint. */
function forward(
  { recompute, state }: SegmentedParts,
  phase: Phase,
  segments: readonly Segment[],
  steps: number,
): readonly Work[] {
  return segments.flatMap(({ checkpoint, start }, i): readonly Work[] => {
    const stretch = { begin: start, end: segments[i + 1]?.start ?? steps + 1 };
    return [
      ...(recompute && state.length > 0 ? [{ do: 'save', checkpoint } as const] : []),
      ...(stretch.end > stretch.begin
        ? ([
            { do: 'sweep', phase, ...stretch },
            { do: 'hand out', ...stretch },
          ] as const)
        : []),
    ];
  });
}

/** From the last segment to the first: what it recomputes, its reverse sweep, its gradients; and behind all of them the sums. */
function backward(
  { recompute, state }: SegmentedParts,
  parts: readonly (Phase | Gather)[],
  segments: readonly Segment[],
  steps: number,
): readonly Work[] {
  const work = segments.toReversed().flatMap(({ checkpoint, start, first, end }): readonly Work[] => [
    ...(recompute && state.length > 0 ? [{ do: 'restore', checkpoint } as const] : []),
    ...(recompute ? [{ do: 'sweep', phase: recompute, begin: start, end } as const] : []),
    ...parts.map((part): Work => {
      if (part.kind === 'gather') return { do: 'gather', gather: part, begin: first, end };
      return { do: 'sweep', phase: part, begin: steps + 2 - end, end: steps + 2 - first };
    }),
  ]);
  const gathers = parts.filter((part) => part.kind === 'gather');
  return [...work, ...gathers.map((gather): Work => ({ do: 'add sums', gather }))];
}
