// What a bundler makes of a program for a browser.
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../packages.mjs';

/**
 * A program, bundled, minified and compressed.
 *
 * @param {string} program - text of a module; paths are relative to the root of the repository
 * @param {{ external?: string[], leaveOut?: (path: string) => boolean }} options - imports that stay as they are, by
 *   name, and modules of our own that are left out
 */
export async function bundle(program, { external = [], leaveOut = () => false } = {}) {
  const result = await build({
    stdin: { contents: program, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    external: ['node:*', 'webgpu', ...external],
    legalComments: 'none',
    logOverride: { 'ignored-bare-import': 'silent' },
    metafile: true,
    write: false,
    plugins: [{ name: 'leave-out', setup: (on) => leavesOut(on, leaveOut) }],
  });
  const [output] = Object.values(result.metafile.outputs);
  const [{ contents }] = result.outputFiles;
  const modules = Object.entries(output.inputs).map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }));
  return {
    minified: contents.length,
    gzip: contents.length > 0 ? gzipSync(contents, { level: 9 }).length : 0,
    modules: modules.filter(({ path, bytes }) => bytes > 0 && path !== '<stdin>'),
  };
}

function leavesOut({ onResolve, resolve }, leaveOut) {
  onResolve({ filter: /./ }, async ({ path, pluginData, ...rest }) => {
    if (pluginData === 'asked' || rest.kind === 'entry-point') return undefined;
    const found = await resolve(path, { ...rest, pluginData: 'asked' });
    return found.external || !leaveOut(found.path) ? found : { path, external: true, sideEffects: false };
  });
}
