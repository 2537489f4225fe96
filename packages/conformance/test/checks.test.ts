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
        'two, position 0: expected 2, got 2.5 (off by 0.500).',
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
