export { train } from './train/train.ts';
