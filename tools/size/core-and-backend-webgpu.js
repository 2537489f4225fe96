// What a page loads to simulate a network on a GPU; .size-limit.js bundles it.
export * from '../../packages/core/dist/index.js';
export * from '../../packages/backend-webgpu/dist/index.js';
