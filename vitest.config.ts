import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tests/*', 'benchmarks', 'tools'],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.ts'] },
  },
});
