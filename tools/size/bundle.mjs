// What a bundler makes of a program for a browser.
import { relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../packages.mjs';

/**
 * A program, bundled, minified and compressed: what is loaded first, and `later`, on demand.
 *
 * @param {string} program - text of a module; paths are relative to the root of the repository
 * @param {{ external?: string[], leaveOut?: (path: string) => boolean, split?: boolean }} options - imports that stay
 *   as they are, by name; modules of our own that are left out; whether what is loaded on demand is a file of its own
 */
export async function bundle(program, { external = [], leaveOut = () => false, split = true } = {}) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: program, resolveDir: root },
    absWorkingDir: root,
    outdir: 'page',
    bundle: true,
    splitting: split,
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
  const contents = new Map(outputFiles.map((file) => [relative(root, file.path), file.contents]));
  const first = loadedFirst(metafile.outputs, 'page/stdin.js');
  return {
    ...weigh(first),
    later: weigh(Object.keys(metafile.outputs).filter((file) => !first.has(file))).gzip,
  };

  function weigh(files) {
    const sizes = [...files].map((file) => contents.get(file)).filter(({ length }) => length > 0);
    const modules = [...files].flatMap((file) => Object.entries(metafile.outputs[file].inputs));
    return {
      minified: sizes.reduce((sum, { length }) => sum + length, 0),
      gzip: sizes.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0),
      modules: modules
        .map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }))
        .filter(({ path, bytes }) => bytes > 0 && path !== '<stdin>'),
    };
  }
}

/** Files that a page has when the program starts: those that are imported at the top of one. */
function loadedFirst(outputs, file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path, kind, external } of outputs[file].imports)
    if (kind === 'import-statement' && !external) loadedFirst(outputs, path, found);
  return found;
}

function leavesOut({ onResolve, resolve }, leaveOut) {
  onResolve({ filter: /./ }, async ({ path, pluginData, ...rest }) => {
    if (pluginData === 'asked' || rest.kind === 'entry-point') return undefined;
    const found = await resolve(path, { ...rest, pluginData: 'asked' });
    return found.external || !leaveOut(found.path) ? found : { path, external: true, sideEffects: false };
  });
}
