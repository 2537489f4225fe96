import { describe, expect, it } from 'vitest';
import { ssgd } from '../src/index.ts';

describe('the options of ssgd', () => {
  it('are few, and a wrong name gets the right ones', () => {
    expect(() => ssgd({ feedbak: 'random' } as never)).toThrow(/feedback/);
    expect(() => ssgd({ feedback: 'none' as never })).toThrow(/symmetric, random/);
  });
});
