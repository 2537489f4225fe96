import { counterWord, elementWords, REJECTED, uniformBelow } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { ProgramMemory } from '../../src/runtime/memory.ts';
import { RewiringDispatcher } from '../../src/runtime/rewiring/rewiring-dispatcher.ts';
import { drawPlaces } from '../../src/wgsl/rewiring/rank-shaders.ts';
import { report, REPORT_WORDS } from '../../src/wgsl/rewiring/report.ts';
import { withGpu } from '../on-gpu.ts';
import { planOf } from '../sweep-plan.ts';
import { skipped } from '../software-adapter.ts';

const [STREAM, STEP, COUNT] = [17, 3, 700];

describe.skipIf(skipped)('ranks of free pairs on a GPU', () => {
  it('go on behind a rejected attempt, as in core, where many are rejected', () =>
    withGpu(async (gpu) => {
      const plan = planOf({
        preSize: 1,
        postSize: 1,
        loop: false,
        count: 'replace',
        share: undefined,
        probes: undefined,
      });
      const memory = await ProgramMemory.create(gpu, plan);
      const dispatcher = await RewiringDispatcher.create(gpu, memory, new Set([drawPlaces]));
      const { scratch } = dispatcher;
      await scratch.arrange(new Map(Object.entries({ reports: REPORT_WORDS, freeFirst: 1, places: COUNT })));
      // Of 2³² words, 2³² − 3·10⁹ are rejected: three in ten.
      const available = 3e9;
      const told = new Uint32Array(REPORT_WORDS);
      told[report.NEED] = COUNT;
      told[report.WAY] = 2;
      scratch.write('reports', told);
      scratch.write('freeFirst', Uint32Array.of(available));
      const [reports, freeFirst, places] = ['reports', 'freeFirst', 'places'].map((name) => scratch.start(name) ?? 0);
      const numbers = { report: reports!, freeFirst: freeFirst!, places: places!, preSize: 0, step: STEP };
      const draws = { key0: plan.key[0], key1: plan.key[1], draw0: counterWord(STREAM, 0) };
      dispatcher.groups(drawPlaces, new Map(Object.entries({ ...numbers, ...draws })), 1);
      const got = await scratch.read('places');

      const word = elementWords({ key: plan.key, stream: STREAM, step: STEP });
      let attempt = 0;
      const expected = Uint32Array.from({ length: COUNT }, (_, i) => {
        let offset = REJECTED;
        while (offset === REJECTED) offset = uniformBelow(available - i, word(attempt++, 0));
        return i + offset;
      });
      expect(attempt).toBeGreaterThan(1.2 * COUNT);
      expect(new Uint32Array(got.buffer)).toEqual(expected);
      dispatcher.destroy();
      memory.destroy();
    }));
});
