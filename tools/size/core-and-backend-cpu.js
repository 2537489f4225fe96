// What a page loads to simulate a network; .size-limit.json bundles it.
export * from '../../packages/core/dist/index.js';
export * from '../../packages/backend-cpu/dist/index.js';
