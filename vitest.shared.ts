import { defineConfig } from 'vitest/config';

const conditions = ['@growcone/source', 'module', 'node', 'development|production'];

/** What every project shares: packages resolve to their sources, in tests and in the worker threads that tests start. */
export const shared = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@growcone/source', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Property tests take a few seconds on a busy machine.
    testTimeout: 30_000,
    // One less than there are cores, as it would be by itself, leaves half of two cores idle.
    maxWorkers: '100%',
    execArgv: ['--conditions=@growcone/source'],
    benchmark: { include: ['**/*.bench.ts'] },
  },
});
