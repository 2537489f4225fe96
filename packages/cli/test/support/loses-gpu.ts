// Preloaded into a process of the command line: gives it a real GPU that is destroyed after a number of command buffers.
import { create } from 'webgpu';

const gpu = create([]);
let left = Number(process.env['LOSE_GPU_AFTER']);

/** A GPU as Node.js finds it first: that of `navigator`. */
const provider = {
  async requestAdapter(options?: GPURequestAdapterOptions) {
    const adapter = (await gpu.requestAdapter(options))!;
    const request = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await request(descriptor);
      const submit = device.queue.submit.bind(device.queue);
      device.queue.submit = (commands) => {
        submit(commands);
        if (--left === 0) device.destroy();
      };
      return device;
    };
    return adapter;
  },
};
Object.defineProperty(globalThis.navigator, 'gpu', { value: provider });
