// What a stranger's program looks like; tools/packcheck.mjs compiles and runs it against the packed packages.
import * as core from '@growcone/core';

console.log(`consumer: core has ${Object.keys(core).length} names on Node.js ${process.version}`);
