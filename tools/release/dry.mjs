// A release without publishing: applies the pending change-sets in a copy, packs every public package, and uses the tarballs as
// a stranger would, on each Node.js at hand and in a bundle for a browser. The working tree stays as it is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { nextRelease } from './next-release.mjs';
import { bundleWithVite, checkTypes, install, nodes, runPrograms } from './outside.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'growcone-release-'));
try {
  say('versions');
  const packages = nextRelease(join(scratch, 'workspace'));
  for (const { manifest, from, news } of packages)
    if (from !== manifest.version) console.log(`${manifest.name} ${from} → ${manifest.version}\n\n${indented(news)}\n`);

  say('tarballs');
  const packed = packages.map(({ folder, manifest }) => pack(folder, manifest));
  for (const { filename } of packed) {
    run('publint', [filename, '--strict'], { quiet: true });
    run('attw', [filename, '--profile', 'esm-only'], { quiet: true });
  }

  const versions = nodes.map((node) => run(node, ['--version'], { quiet: true }).trim());
  const printed = nodes.map((node, i) => {
    say(`outside, on Node.js ${versions[i]}`);
    const folder = join(scratch, `outside-${i}`);
    install(
      folder,
      node,
      packed.map(({ filename }) => filename),
      packages,
    );
    if (i === 0) checkTypes(folder);
    const line = runPrograms(folder, node, packages);
    console.log(`the program printed: ${line}`);
    return line;
  });
  if (new Set(printed).size > 1) throw new Error(`one seed, different results: ${printed.join(' and ')}`);

  say('outside, bundled for a browser by Vite');
  console.log(`${bundleWithVite(join(scratch, 'outside-0'))} files`);

  say('sizes');
  run(process.execPath, ['tools/size/size.mjs']);

  say('packages');
  for (const [i, { manifest, from }] of packages.entries()) {
    const { files, size } = packed[i];
    const version = from === manifest.version ? `${from}, unchanged` : `${from} → ${manifest.version}`;
    console.log(
      `${manifest.name} ${version}: ${files.length} files, ${Math.ceil(size / 1000)} kB packed; publint, types, node16, nodenext, ` +
        `bundler and Node.js ${versions.join(', ')} fine`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Packs one package and looks at the manifest that users get. */
function pack(folder, manifest) {
  const cwd = join(scratch, 'workspace/packages', folder);
  const packed = JSON.parse(run('pnpm', ['pack', '--json', '--pack-destination', scratch], { cwd, quiet: true }));
  const published = run('tar', ['-xOzf', packed.filename, 'package/package.json'], { quiet: true });
  if (published.includes('@growcone/source'))
    throw new Error(
      `${manifest.name}: the tarball offers sources to every importer; publishConfig.exports must name dist only`,
    );
  if (/"(workspace|catalog):/.test(published))
    throw new Error(`${manifest.name}: the tarball names versions that only this workspace knows`);
  return packed;
}

function say(step) {
  console.log(`\n== ${step}`);
}

function indented(text) {
  return text.replace(/^(?=.)/gm, '  ');
}
