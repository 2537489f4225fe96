import { describe, expect, it } from 'vitest';
import { trialWork } from '../src/runtime/segments.ts';
import type { ExamplesStage, Gather, Phase } from '../src/schedule/phase.ts';

const phase = (name: string, sweep: Phase['sweep']): Phase => {
  return { kind: 'phase', name, sweep, flush: 0, body: [], keep: undefined, continues: false };
};
const [forward, after, reverse] = [phase('forward', 'forward'), phase('after', 'none'), phase('reverse', 'reverse')];
const recompute = phase('recompute', 'forward');
const gather: Gather = {
  kind: 'gather',
  name: 'gather',
  kernel: { shape: 'spikes', name: 'gradient', store: 0, delay: 1, nodes: [], writes: [] },
};

function stage(before: number, later: number): ExamplesStage {
  const parts = [forward, after, reverse, gather];
  const segmented = { parts, recompute, state: [0], before, margin: before + later };
  const rest = { records: [], spikes: [], flush: 0, addsToShards: false, continues: false };
  return { kind: 'examples', schedule: 'example', parts, ...rest, segmented };
}

/** Lengths of trials, lengths of segments, and how far the reverse sweep looks back and ahead. */
const SHAPES = [1, 31, 32, 33, 64, 100].flatMap((steps) =>
  [32, 64].flatMap((segment) =>
    [0, 1, 5, 40].flatMap((before) => [0, 3].map((later) => [steps, segment, before, later] as const)),
  ),
);

describe('the work of a trial in segments', () => {
  it.each(SHAPES)(
    '%i steps in segments of %i, looking %i back and %i ahead: each step is swept back once, in order, with what it looks at',
    (steps, segment, before, later) => {
      const window = segment + before + later;
      // The state is the step that it belongs to; a row of an 'all' array holds the step that was written to it last.
      let state = 0;
      const rows = new Array<number>(window).fill(0);
      const checkpoints = new Map<number, number>();
      const [swept, gathered, handedOut]: number[][] = [[], [], []];
      let sums = 0;
      for (const work of trialWork(stage(before, later), steps, segment)) {
        switch (work.do) {
          case 'save':
            checkpoints.set(work.checkpoint, state);
            break;
          case 'restore':
            state = checkpoints.get(work.checkpoint)!;
            break;
          case 'hand out':
            for (let t = work.begin; t < work.end; t++) handedOut!.push(t);
            expect(work.end - work.begin).toBeLessThanOrEqual(window);
            break;
          case 'gather':
            for (let t = work.end - 1; t >= work.begin; t--) gathered!.push(t);
            break;
          case 'add sums':
            sums++;
            break;
          case 'sweep':
            for (let turn = work.begin; turn < work.end; turn++) {
              if (work.phase === after) continue;
              const t = work.phase === reverse ? steps + 1 - turn : turn;
              if (work.phase === reverse) {
                swept!.push(t);
                for (let at = Math.max(1, t - before); at <= Math.min(steps, t + later); at++) {
                  expect(rows[(at - 1) % window]).toBe(at);
                }
                continue;
              }
              expect(state).toBe(t - 1);
              state = t;
              if (work.phase === recompute) rows[(t - 1) % window] = t;
            }
        }
      }
      const upwards = Array.from({ length: steps }, (_, i) => i + 1);
      expect(swept).toEqual(upwards.toReversed());
      expect(gathered).toEqual(upwards.toReversed());
      expect(handedOut).toEqual(upwards);
      expect(sums).toBe(1);
    },
  );

  it('is that of the parts where all steps are held', () => {
    const work = trialWork(stage(0, 0), 10, undefined);
    expect(work.map((w) => w.do)).toEqual(['sweep', 'sweep', 'sweep', 'gather', 'hand out']);
  });
});
