// Opens a GPU where the npm package is not installed.
import { registerHooks } from 'node:module';
import { NoAdapterError, webgpu } from '../src/index.ts';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'webgpu') throw new Error("Cannot find package 'webgpu'");
    return next(specifier, context);
  },
});
try {
  await webgpu().open();
} catch (error) {
  if (!(error instanceof NoAdapterError)) throw error;
  console.log(error.code, error.message);
}
