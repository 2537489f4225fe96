import { allToAll, compilePlan, network, normal, type ArraySpec } from '@growcone/core';
import { alif, leakyIntegrator, refractory, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { examplesCode } from '../src/runtime/examples-code.ts';
import { demandOf } from '../src/runtime/examples-room.ts';
import { chooseSegments, numbersOf, type Demand } from '../src/runtime/segment-choice.ts';
import { schedule } from '../src/schedule/schedule.ts';

const [INPUTS, HIDDEN, CLASSES, STEPS, BATCH] = [2048, 512, 11, 18_457, 512];
const MEBIBYTE = 2 ** 20;

/** The gradient of 512 gestures: a network of 2048 inputs, 512 recurrent, refractory, adaptive units and 11 classes that learns by e-prop. */
function gestures(density: number, largestBuffer: number, steps = STEPS): Demand {
  const net = network({ seed: 1 });
  const input = net.population('input', INPUTS, spikeSource());
  const hidden = net.population('hidden', HIDDEN, refractory(alif(), 5));
  const output = net.population('output', CLASSES, leakyIntegrator());
  const dense = { connect: allToAll(), weight: normal(0, 0.1) };
  const projections = [net.project(input, hidden, dense), net.project(hidden, hidden, dense)];
  projections.push(net.project(hidden, output, dense));
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(projections, { rule: eprop(), optimiser: adam({ learningRate: 1e-3 }) });
  const { plan, entries } = schedule(compilePlan(net.describe()).plan, 'example');
  const stage = entries.get('trial')!.find(({ kind }) => kind === 'examples');
  if (stage?.kind !== 'examples') throw new Error('no loop over examples');
  const code = examplesCode(plan, stage, () => Promise.reject(new Error('nothing is compiled')));
  const elements = ({ over }: ArraySpec): number => {
    if (over.per === 'network') return 1;
    if (over.per === 'neuron') return plan.populations[over.population]!.size;
    const { pre, post } = plan.stores[over.store]!;
    return Math.round(density * plan.populations[pre]!.size * plan.populations[post]!.size);
  };
  const shape = { size: BATCH, steps };
  const settings = { stateBytes: Infinity, schedule: undefined, delivery: undefined };
  return demandOf({
    plan,
    stage,
    code,
    shards: 8,
    gpu: { largestBuffer },
    memory: { elements, stores: [] },
    settings,
    input: shape,
  });
}

describe('a batch is cut', () => {
  it('not at all where its record fits', () => {
    expect(chooseSegments(gestures(1, 2048 * MEBIBYTE, 100), 2048 * MEBIBYTE)).toEqual({
      atOnce: BATCH,
      segment: undefined,
    });
  });

  it('with room for spikes twice, and for the gradient of each example where there are segments', () => {
    const { spikes, whole, segmented } = gestures(1, 128 * MEBIBYTE);
    // By step 80 words, by neuron 577.
    expect(spikes).toBe(STEPS * ((INPUTS + HIDDEN) / 32) + (INPUTS + HIDDEN) * 577);
    // Of each step every unit's slope and what comes back to it, and both for the classes: the loss's gradient and what comes back.
    expect(whole.step).toBe(2 * (HIDDEN + CLASSES));
    expect(segmented).toMatchObject({ step: whole.step, margin: 0, recomputes: true });
    expect(segmented!.state - whole.state).toBe((INPUTS + HIDDEN + CLASSES) * HIDDEN);
  });

  // Spikes take 11.3 MiB of an example: these buffers have room for those of 11, 181 and 363. 363 and 256 both need two turns.
  it.each([
    { density: 1, mebibytes: 128, atOnce: 11, segment: 1632 },
    { density: 1, mebibytes: 2048, atOnce: 171, segment: 1696 },
    { density: 1, mebibytes: 4096, atOnce: 256, segment: 2720 },
    { density: 0.01, mebibytes: 128, atOnce: 11, segment: 2880 },
    { density: 0.01, mebibytes: 2048, atOnce: 171, segment: 2944 },
    { density: 0.01, mebibytes: 4096, atOnce: 256, segment: 3968 },
  ])(
    'into $atOnce examples with segments of $segment steps at a density of $density and buffers of $mebibytes MiB',
    ({ density, mebibytes, atOnce, segment }) => {
      const bytes = mebibytes * MEBIBYTE;
      const demand = gestures(density, bytes);
      const choice = chooseSegments(demand, bytes);
      expect(choice).toEqual({ atOnce, segment });
      expect(4 * atOnce * Math.max(demand.spikes, numbersOf(demand, segment))).toBeLessThanOrEqual(bytes);
      // A longer segment would not fit.
      expect(4 * atOnce * numbersOf(demand, segment + 32)).toBeGreaterThan(bytes);
    },
  );

  it('into single examples with the least memory where not even one fits', () => {
    const demand = gestures(0.01, 4096 * MEBIBYTE);
    const { atOnce, segment } = chooseSegments(demand, 1);
    expect(atOnce).toBe(1);
    // Segments and checkpoints take the same at √(T · checkpoint / step) = √(18 457 · 1558 / 1046) = 166, 160 in words of 32 steps.
    expect(segment).toBe(160);
  });

  it('into no more examples together than inputs leave room for', () => {
    const demand = { ...gestures(0.01, 4096 * MEBIBYTE), most: 5 };
    // 103 turns of five; 512 / 103 are five again.
    expect(chooseSegments(demand, 4096 * MEBIBYTE).atOnce).toBe(5);
  });
});
