import { evaluator, lift, ParameterRangeError, UnknownNameError, type PruneWhere, type Sweep } from '@growcone/core';
import { deepR } from '@growcone/plasticity-deepr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluated, record, synapseAt } from './support/synapse.ts';

function sweep(): Sweep<string, string> & { readonly prune: PruneWhere<string, string> } {
  const { edit } = deepR();
  if (!edit || 'draw' in edit || 'lowest' in edit.prune)
    throw new Error('DEEP R decides about every synapse on its own');
  return { ...edit, prune: edit.prune };
}

/** Whether a synapse with these values goes. */
function goes(w: number, sign: number): boolean {
  return evaluator({ w, 'pair.sign': sign })(sweep().prune.where(synapseAt(deepR()))) === 1;
}

describe('deepR', () => {
  it('gives half of the pairs each sign, by one random bit', () => {
    const { pair, draws } = record(deepR());
    expect(draws.length).toBe(1);
    const signOf = (u: number): number => evaluator({}, () => u)(pair['sign']!);
    expect([0, 0.25, 0.4999999].map(signOf)).toEqual([1, 1, 1]);
    expect([0.5, 0.75, 0.9999999].map(signOf)).toEqual([-1, -1, -1]);
  });

  it('starts every weight on the side of its sign', () => {
    const { start } = record(deepR());
    for (const w of [0.3, -0.3]) {
      for (const sign of [1, -1]) expect(evaluated(start, { w, 'pair.sign': sign })['w']).toBe(0.3 * sign);
    }
  });

  it('adds l1 · batch · sign to the summed gradient', () => {
    const { penalty } = record(deepR({ l1: 0.05 }));
    expect(evaluator({ 'pair.sign': 1, batch: 128 })(penalty)).toBe(6.4);
    expect(evaluator({ 'pair.sign': -1, batch: 128 })(penalty)).toBe(-6.4);
  });

  it('leaves weights alone in an update without temperature, but for an inhibitory 0', () => {
    const { adjust } = record(deepR());
    const after = (w: number, sign: number): number =>
      evaluated(adjust, { w, 'pair.sign': sign, learningRate: 0.1 })['w']!;
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(1, -1), (w, sign) => {
        fc.pre(w !== 0);
        return after(w, sign) === w;
      }),
    );
    expect(after(0, 1)).toBe(0);
    expect(goes(after(0, -1), -1)).toBe(true);
    expect(goes(after(-0, -1), -1)).toBe(true);
    // Single precision must not take it for 0.
    expect(Math.fround(after(0, -1))).toBe(after(0, -1));
  });

  it('prunes exactly the synapses whose weight is on the wrong side', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(1, -1), (w, sign) => {
        return goes(w, sign) === (w !== 0 && Math.sign(w) !== sign);
      }),
    );
  });

  it('replaces them by synapses at 0, which stay until an update has seen them', () => {
    const { grow } = sweep();
    expect(grow!.count).toBe('replace');
    const { pair, pre, post } = synapseAt(deepR());
    const { w } = grow!.init({ pair, pre, post });
    expect(evaluator({})(lift(w))).toBe(0);
    expect([goes(0, 1), goes(0, -1)]).toEqual([false, false]);
  });

  it('carries no variable per synapse', () => {
    expect(deepR().synapse).toBeUndefined();
    expect(deepR({ temperature: 1 }).synapse).toBeUndefined();
  });

  it('adds noise of variance 2 · learning rate · temperature', () => {
    const { adjust } = record(deepR({ temperature: 2 }));
    const at = (normal: number): number =>
      evaluated(adjust, { w: 0.5, 'pair.sign': 1, learningRate: 0.01 }, () => normal)['w']!;
    expect(at(0)).toBe(0.5);
    expect(at(3)).toBeCloseTo(0.5 + 3 * Math.sqrt(2 * 0.01 * 2), 15);
    expect(at(-3)).toBeCloseTo(0.5 - 3 * Math.sqrt(2 * 0.01 * 2), 15);
  });

  it('refuses negative strengths and unknown options', () => {
    expect(() => deepR({ l1: -1 })).toThrow(ParameterRangeError);
    expect(() => deepR({ temperature: Number.NaN })).toThrow(ParameterRangeError);
    expect(() => deepR({ L1: 1 } as object)).toThrow(UnknownNameError);
  });
});
