export { kinds, type Kind } from './kinds.ts';
export { ScaffoldError, type ScaffoldProblem } from './scaffold-error.ts';
export { scaffold, type Scaffolded, type ScaffoldOptions } from './scaffold.ts';
