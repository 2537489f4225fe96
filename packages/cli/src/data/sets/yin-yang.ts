import { encodeLinearLatency, publishedYinYang, yinYangSet } from '@growcone/datasets';
import type { DataSet } from '../data-set.ts';
import { valueSet } from '../value-set.ts';

/** Yin-Yang, generated as published. */
export const yinYang: DataSet = valueSet({
  about: yinYangSet,
  steps: 80,
  read: (split) => Promise.resolve(publishedYinYang(split as 'train' | 'validation' | 'test')),
  // A spike at the start, the same in every example, is what the others can be early or late against.
  latency: (values, { steps, dt }) => encodeLinearLatency(values, { steps, dt, tBias: 0 }),
});
