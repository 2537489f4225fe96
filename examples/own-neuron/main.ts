import * as core from '@growcone/core';

console.log(`A neuron of your own will be here; core has ${Object.keys(core).length} names.`);
