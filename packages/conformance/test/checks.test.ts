import { describe, expect, it } from 'vitest';
import { describeChecks, runChecks, type Check } from '../src/index.ts';
import { makeCheck } from '../src/check/judge.ts';

const passes: Check = makeCheck('passes', 'One is one.', 'nothing', (judge) => judge.equal('one', [1], [1]));
const fails: Check = makeCheck('fails', 'Two is two.', 'the number 2', (judge) =>
  judge.close('two', [2], [2.5], { value: 0.25, because: 'halves are exact' }),
);

describe('a check', () => {
  it('says what, expected, got, law, input, bound and why the bound', async () => {
    const [, result] = await runChecks([passes, fails]);
    expect(result?.error?.message).toBe(
      [
        'two: expected 2, got 2.5 (off by 0.500).',
        'Law: Two is two.',
        'Input: the number 2',
        'Bound: 0.250, because halves are exact.',
      ].join('\n'),
    );
  });

  it('fails for NaN, which is close to nothing', async () => {
    const [result] = await runChecks([
      makeCheck('nan', 'A number is a number.', 'NaN', (judge) =>
        judge.close('x', [1], [Number.NaN], { value: Number.POSITIVE_INFINITY, because: 'nothing' }),
      ),
    ]);
    expect(result?.error?.message).toContain('got NaN');
  });

  it('says where in a list, and that numbers must be equal', async () => {
    const [result] = await runChecks([
      makeCheck('list', 'Lists are equal.', 'two lists', (judge) => judge.equal('items', [1, 2], [1, 3])),
    ]);
    expect(result?.error?.message).toBe(
      [
        'items, position 1: expected 2, got 3.',
        'Law: Lists are equal.',
        'Input: two lists',
        'Bound: none, they must be equal.',
      ].join('\n'),
    );
  });

  it('tells an error that a plugin throws with the law and the input, and keeps it', async () => {
    const thrown = new TypeError('v is undefined');
    const [result] = await runChecks([
      makeCheck('throws', 'Hooks run.', 'a neuron', () => {
        throw thrown;
      }),
    ]);
    expect(result?.error?.message).toBe(
      [
        'the run: expected no error, got an error: TypeError: v is undefined.',
        'Law: Hooks run.',
        'Input: a neuron',
      ].join('\n'),
    );
    expect(result?.error?.cause).toBe(thrown);
  });

  it('may look at another law on the way', async () => {
    const [result] = await runChecks([
      makeCheck('two laws', 'The first.', 'all', (judge) =>
        judge.under({ law: 'The second.', input: 'number 7' }).holds('seven', false, 'eight', 'seven'),
      ),
    ]);
    expect(result?.error?.message).toBe('seven: expected eight, got seven.\nLaw: The second.\nInput: number 7');
  });

  it('passes quietly', async () => {
    expect(await runChecks([passes])).toEqual([{ check: passes, error: undefined }]);
  });

  it('fails for an error without a name in it', async () => {
    const [result] = await runChecks([
      makeCheck('names', 'Errors name things.', 'an error', (judge) =>
        judge.rejects('the work', () => Promise.reject(new Error('no')), ['hidden']),
      ),
    ]);
    expect(result?.error?.message).toContain("expected an error that names 'hidden', got the error 'no'");
  });

  it('becomes a test of any framework with describe and it', async () => {
    const seen: string[] = [];
    const bodies: (() => Promise<void>)[] = [];
    describeChecks('suite', [passes, fails], {
      describe: (name, body) => {
        seen.push(name);
        body();
      },
      it: (name, { timeout }, body) => {
        seen.push(name);
        expect(timeout).toBeGreaterThan(10_000);
        bodies.push(body);
      },
    });
    expect(seen).toEqual(['suite', 'passes', 'fails']);
    await expect(bodies[0]?.()).resolves.toBeUndefined();
    await expect(bodies[1]?.()).rejects.toThrow('Two is two.');
  });
});
