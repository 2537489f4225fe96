import { describe, expect, it } from 'vitest';
import { GrowconeError, suggest } from '../src/error.ts';

describe('a spelling suggestion', () => {
  const known = ['tauMem', 'tauAdapt', 'beta', 'vTh'];

  it('names the known word within a third of the letters', () => {
    expect(suggest('tauMemm', known)).toBe(" Did you mean 'tauMem'?");
    expect(suggest('tuaMem', known)).toBe(" Did you mean 'tauMem'?");
    expect(suggest('VTH', known)).toBe(" Did you mean 'vTh'?");
  });

  it('says nothing when no word is close', () => {
    expect(suggest('conductance', known)).toBe('');
    expect(suggest('tauMem', [])).toBe('');
  });
});

it('an error carries a code and the values of its message', () => {
  const error = new GrowconeError('SEED', 'A seed must be …', { got: -1 });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.fields['got']]).toEqual(['GrowconeError', 'SEED', -1]);
});
