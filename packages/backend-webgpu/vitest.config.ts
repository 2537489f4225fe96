import { defineProject, mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

// A process of its own per file: the driver of a GPU is native code. A GPU in software is slow, slower yet on a busy machine.
export default mergeConfig(
  shared,
  defineProject({ test: { name: '@growcone/backend-webgpu', pool: 'forks', testTimeout: 120_000 } }),
);
