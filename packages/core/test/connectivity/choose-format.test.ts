import { describe, expect, it } from 'vitest';
import { chooseFormat, type FormatQuestion } from '../../src/connectivity/choose-format.ts';

const question: FormatQuestion = { density: 0.05, rewired: false, columns: false, postSize: 256 };

describe('the storage format', () => {
  it.each<[string, Partial<FormatQuestion>, string]>([
    ['compressed rows for sparse connectivity that stays', {}, 'rows'],
    ['growable rows for connectivity that is rewired', { rewired: true }, 'growable-rows'],
    ['growable rows however dense, if rewired', { rewired: true, density: 0.9 }, 'growable-rows'],
    ['dense above a fifth of all pairs', { density: 0.21 }, 'dense'],
    ['rows at a fifth', { density: 0.2 }, 'rows'],
    ['rows for dense multapses', { density: 0.5, multapses: true }, 'rows'],
    [
      'a bit mask for shared values, where a bit per pair is smaller than 8 bits per synapse',
      { sharedValues: true, density: 0.13 },
      'bit-mask',
    ],
    ['rows for shared values, where a list is smaller', { sharedValues: true, density: 0.12 }, 'rows'],
    ['rows for shared values if columns are read', { sharedValues: true, density: 0.13, columns: true }, 'rows'],
    ['the next best format if the backend lacks the best', { density: 1, supported: ['rows'] }, 'rows'],
    ['what the user says', { density: 1, override: 'rows' }, 'rows'],
  ])('is %s', (_case, change, format) => {
    expect(chooseFormat({ ...question, ...change })).toBe(format);
  });

  it.each<[Partial<FormatQuestion>, string]>([
    [{ override: 'dense', rewired: true }, "'dense' cannot be rewired. Use 'growable-rows' or leave the format out."],
    [{ override: 'growable-rows', multapses: true }, "'growable-rows' holds one synapse per pair."],
    [{ override: 'bit-mask' }, "'bit-mask' keeps one value for all synapses, and these differ or learn."],
    [{ override: 'dense', supported: ['rows'] }, "The backend does not store 'dense'. It stores: rows."],
    [
      { rewired: true, supported: ['rows', 'dense'] },
      'The backend stores rows, dense, and none of them can hold this projection',
    ],
    [
      { override: 'growable' as 'rows' },
      "There is no storage format 'growable'. There are: dense, rows, growable-rows, bit-mask.",
    ],
  ])('is refused by name for %j', (change, message) => {
    expect(() => chooseFormat({ ...question, ...change })).toThrow(message);
  });
});
