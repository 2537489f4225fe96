// Keeps the pages in api/, which hold every public name with its type, equal to what the packages say:
//   node tools/api-report.mjs            writes them
//   node tools/api-report.mjs --check    fails with the difference
// Both read the built declarations. Whoever changes what users may rely on sees so, and shows it to reviewers.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { entries, publicPackages, root } from './packages.mjs';

// Its README says that releases may change it.
const free = ['@growcone/backend-cpu/wasm'];
const pages = join(root, 'api');
const check = process.argv.includes('--check');
const scratch = mkdtempSync(join(tmpdir(), 'growcone-api-'));

try {
  mkdirSync(pages, { recursive: true });
  const configs = publicPackages().flatMap(({ folder, manifest }) =>
    entries(manifest)
      .filter((entry) => !free.includes(manifest.name + entry.slice(1)))
      .map((entry) =>
        configOf(folder, manifest.exports[entry].types, [folder, ...entry.split('/').slice(1)].join('-')),
      ),
  );
  // One program for all: most of the time goes into reading declarations.
  const [first, ...others] = configs;
  const compilerState = CompilerState.create(first, {
    additionalEntryPoints: others.map((config) => config.mainEntryPointFilePath),
  });
  const changed = configs.filter((config) => isChanged(config, compilerState)).map(pageOf);
  const known = new Set(configs.map(pageOf));
  const stale = readdirSync(pages).filter((file) => !known.has(file));
  if (check) fail(changed, stale);
  else for (const file of stale) rmSync(join(pages, file));
  if (!check || changed.length + stale.length === 0)
    console.log(
      `api: ${configs.length} pages${check ? ' say what the packages do' : ` written, ${changed.length} changed`}`,
    );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function configOf(folder, types, name) {
  const projectFolder = join(root, 'packages', folder);

  return ExtractorConfig.prepare({
    packageJsonFullPath: join(projectFolder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder,
      mainEntryPointFilePath: join(projectFolder, types),
      compiler: {
        overrideTsconfig: {
          // Declarations as users see them: without the condition that leads to the sources.
          compilerOptions: {
            target: 'es2022',
            lib: ['es2023', 'esnext.disposable', 'dom'],
            module: 'nodenext',
            types: ['node'],
          },
          files: [join(projectFolder, types)],
        },
      },
      apiReport: { enabled: true, reportFolder: pages, reportTempFolder: scratch, reportFileName: `${name}.api.md` },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      // typedoc checks what is documented and linked.
      messages: { extractorMessageReporting: { 'ae-missing-release-tag': { logLevel: 'none' } } },
    },
  });
}

function pageOf(config) {
  return basename(config.reportFilePath);
}

function isChanged(config, compilerState) {
  const said = [];
  const result = Extractor.invoke(config, {
    compilerState,
    localBuild: !check,
    messageCallback: (message) => {
      if (message.logLevel === 'error') said.push(message.text);
      message.handled = true;
    },
  });
  if (said.length > 0) throw new Error(`${config.mainEntryPointFilePath}: ${said.join('\n')}`);
  return result.apiReportChanged;
}

function fail(changed, stale) {
  for (const file of changed)
    spawnSync('git', ['--no-pager', 'diff', '--no-index', join(pages, file), join(scratch, file)], {
      stdio: 'inherit',
    });
  for (const file of stale) console.error(`api/${file} is of no public entry any more`);
  if (changed.length + stale.length === 0) return;
  console.error(
    `api: the public names of ${[...changed, ...stale].join(', ')} changed. If users shall see that, run npm run api, commit api/ and ` +
      'announce it with npm run changeset (a change that breaks programs is a minor one before 1.0). If not, undo it.',
  );
  process.exitCode = 1;
}
