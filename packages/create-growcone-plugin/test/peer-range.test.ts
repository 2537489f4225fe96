import { expect, it } from 'vitest';
import { peerRange } from '../src/peer-range.ts';

it('a plug-in takes every core from the one that it was made for up to 1.0, and any where versions are not known yet', () => {
  expect(['^0.1.0', '^0.12.3', '^1.2.0', '*'].map(peerRange)).toEqual(['>=0.1.0 <1', '>=0.12.3 <1', '^1.2.0', '*']);
});
