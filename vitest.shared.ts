import { tmpdir } from 'node:os';
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
    // The software GPU of Debian's browser, unless another driver is wanted.
    env: {
      VK_ICD_FILENAMES: process.env['VK_ICD_FILENAMES'] ?? '/usr/lib/chromium/vk_swiftshader_icd.json',
      XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] ?? tmpdir(),
    },
    execArgv: ['--conditions=@growcone/source'],
    benchmark: { include: ['**/*.bench.ts'] },
  },
});
