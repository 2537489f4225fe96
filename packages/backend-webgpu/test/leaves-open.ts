// Opens a device and ends without giving it back.
import { webgpu } from '../src/index.ts';
import './software-adapter.ts';

const device = await webgpu().open();
if (!device.name.startsWith('WebGPU')) throw new Error(device.name);
