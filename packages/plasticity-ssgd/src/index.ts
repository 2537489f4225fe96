export { ssgd, type SsgdOptions } from './ssgd.ts';
