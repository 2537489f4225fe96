export { rigl, type RiglOptions } from './rigl.ts';
export { set, type SetOptions } from './set.ts';
