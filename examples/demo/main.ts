import * as core from '@growcone/core';

console.log(`Growcone demo on Node.js ${process.versions.node}: ${Object.keys(core).length} names in core.`);
