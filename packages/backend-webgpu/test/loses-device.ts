// Loses its device, between two batches or during one, says what it is told, and ends with an exit code of its own without giving
// anything back.
import { GrowconeError } from '@growcone/core';
import { webgpu } from '../src/index.ts';
import { tinyBatch, tinyNetwork } from './tiny-network.ts';
import { watchedGpu } from './watched-gpu.ts';

const watch = await watchedGpu();
const simulation = await tinyNetwork().compile(webgpu({ gpu: watch.gpu }));
if (process.argv[2] === 'between') watch.devices[0]!.destroy();
else watch.afterSubmit = (device) => device.destroy();
try {
  await simulation.train(tinyBatch);
} catch (error) {
  console.log(error instanceof GrowconeError ? error.code : error);
  process.exitCode = 3;
}
