// Opens a device and ends without giving it back.
import { webgpu } from '../src/index.ts';

const device = await webgpu().open();
if (!device.name.startsWith('WebGPU')) throw new Error(device.name);
