// What only programs need whose synapses come and go; load-rewiring.ts loads it for them.
export { GrowableRows } from '@growcone/core';
export { BirthRows } from './birth-rows.ts';
export { extendPlan } from './rewiring-kernels.ts';
export { Rewirings } from './rewirings.ts';
