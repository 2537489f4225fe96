/** Operations with one real argument and a real result. */
export type UnaryOperation = 'neg' | 'abs' | 'sign' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'floor' | 'detach';
/** Operations with two real arguments and a real result. */
export type BinaryOperation = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max';
/** Operations with two real arguments and a truth value as result. */
export type Comparison = 'gt' | 'ge' | 'lt' | 'le' | 'eq';
/** Operations on truth values. */
export type Connective = 'and' | 'or' | 'not';
/** Leaves: a constant, a named quantity, a random draw. */
export type Leaf = 'constant' | 'variable' | 'uniform' | 'normal';

/** Any operation of a recorded expression. */
export type Operation = UnaryOperation | BinaryOperation | Comparison | Connective | Leaf | 'select';
