import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tests/*', 'examples/browser', 'benchmarks', 'tools'],
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.ts'] },
  },
});
