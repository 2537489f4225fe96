import type { Benchmark, Row } from '../benchmark.ts';
import type { MemoryAnswer, MemoryQuestion } from '../fresh/training-memory.ts';
import { inFreshProcess } from '../measure/fresh-process.ts';
import { atMost, number } from '../measure/in-words.ts';
import { significant } from '../measure/statistics.ts';

/** A weight, two moments of Adam and a 16-bit number, and four bytes for each gradient. */
const least = (shards: number): number => 14 + 4 * shards;

/** Memory per synapse. */
export const bytes: Benchmark = {
  name: 'bytes',
  question:
    'How many bytes does a synapse take in training with Adam, a 16-bit index and S gradients kept apart, whatever rows and ' +
    'memory keep in reserve included?',
  target: 'at most 1.4 × (14 + 4 S)',
  summarise: (rows) =>
    rows.map((row) => ({
      what: `bytes per synapse in training, ${String(row['format'])}, S = ${number(row, 'shards')}`,
      measured: `${number(row, 'bytesPerSynapse')}, ${number(row, 'ratio')} × ${number(row, 'least')}`,
      target: '≤ 1.4 ×',
      ...atMost(row, 'ratio', 1.4),
    })),
  async run({ toy }) {
    const rows: Row[] = [];
    for (const rewiring of ['none', 'deep-r'] as const) {
      for (const shards of toy ? [1] : [1, 2, 4, 8]) {
        const ask = (density: number): Promise<MemoryAnswer> =>
          inFreshProcess<MemoryQuestion, MemoryAnswer>('training-memory', {
            size: toy ? 'toy' : 'wide',
            density,
            rewiring,
            l1: 0.1,
            threads: 1,
            examples: shards,
            batches: toy ? 2 : 30,
          });
        const [few, many] = [await ask(toy ? 0.1 : 0.005), await ask(toy ? 0.19 : 0.15)];
        const each = (many.device - few.device) / (many.synapses - few.synapses);
        rows.push({
          format: rewiring === 'none' ? 'compressed rows' : 'growable rows, DEEP R',
          shards,
          synapses: many.synapses,
          bytesPerSynapse: significant(each),
          least: least(shards),
          ratio: significant(each / least(shards), 3),
        });
      }
    }
    return {
      rows,
      notes: [
        'Difference of two networks that differ in density only, so that neurons do not count: WebAssembly memory of the device, ' +
          'which grows by a sixteenth more than it needs, after 30 batches.',
      ],
    };
  },
};
