// Opens pages of the built site in Chromium, light and dark, on a telephone and on a desk, and takes a picture of each into reports/site.
// Fails on errors on the console, failed requests, horizontal scrolling, and text with a contrast below 4.5:
//   node tools/docs/screenshots.mjs [page of the site…]
import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const executablePath = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';
const origin = 'http://growcone.test';
const pictures = 'reports/site';
// Between them: code, the widest tables, pictures, equations, and the longest page of the API.
const some = [
  'index.html',
  'guides/own-neuron.html',
  'guides/from-other-simulators.html',
  'step.html',
  'classes/_growcone_core.Network.html',
];
const paths = process.argv.length > 2 ? process.argv.slice(2) : some;
const schemes = ['light', 'dark'];
const widths = [360, 1440];

for (const [file, remedy] of [
  ...paths.map((path) => [join('site', path), 'run npm run docs']),
  [executablePath, 'install Chromium, or say where it is in CHROMIUM_BIN'],
])
  if (!existsSync(file)) throw new Error(`There is no ${file}: ${remedy}.`);
mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
const complaints = [];
for (const colorScheme of schemes)
  for (const width of widths)
    for (const path of paths) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      const found = await visit(page, path);
      const name = `${path.replace(/\.html$/, '').replaceAll('/', '-')}-${colorScheme}-${width}`;
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
      await page.close();
      console.log(`screenshots: ${name}: ${found.length === 0 ? 'ok' : `${found.length} complaints`}`);
      complaints.push(...found.map((complaint) => `${name}: ${complaint}`));
    }
await browser.close();
for (const complaint of complaints) console.error(`screenshots: ${complaint}`);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** What is wrong with a page. */
async function visit(page, path) {
  const found = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) found.push(`says ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`throws ${error.message}`));
  page.on('requestfailed', (request) => found.push(`does not get ${request.url()}`));
  await page.route('**', serve);
  await page.goto(`${origin}/${path}`, { waitUntil: 'networkidle' });
  found.push(...(await page.evaluate(stickingOut)));
  // What lies outside the window is not judged.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...page.viewportSize(), height });
  await page.addScriptTag({ content: axe.source });
  found.push(...(await page.evaluate(faintText)));
  return found;
}

/** Serves the built site; there is nothing else. */
async function serve(route) {
  const { origin: asked, pathname } = new URL(route.request().url());
  if (asked !== origin) return route.abort();
  try {
    const body = await readFile(join('site', decodeURIComponent(pathname)));
    const types = {
      '.html': 'text/html',
      '.css': 'text/css',
      '.js': 'text/javascript',
      '.svg': 'image/svg+xml',
      '.png': 'image/png',
    };
    return route.fulfill({ body, contentType: types[extname(pathname)] });
  } catch {
    return route.abort('failed');
  }
}

/** In the page: what makes it scroll sideways. */
function stickingOut() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const boxed = (element) =>
    element !== document.body && (getComputedStyle(element).overflowX !== 'visible' || boxed(element.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !boxed(element.parentElement))
    .filter((element) => element.getBoundingClientRect().right > clientWidth)
    .map((element) => `scrolls sideways by ${scrollWidth - clientWidth} pixels: ${element.outerHTML.slice(0, 120)}`);
}

/** In the page: text whose contrast is below 4.5, however large it is. */
async function faintText() {
  const { axe } = globalThis;
  const expected = 4.5;
  const contrastRatio = { normal: { expected }, large: { expected } };
  const options = {
    ignoreUnicode: true,
    ignoreLength: false,
    ignorePseudo: false,
    boldValue: 700,
    boldTextPt: 14,
    largeTextPt: 18,
    contrastRatio,
    pseudoSizeThreshold: 0.25,
    shadowOutlineEmMax: 0.2,
    textStrokeEmMin: 0.03,
  };
  axe.configure({ checks: [{ id: 'color-contrast', options }] });
  const { violations } = await axe.run(document, { runOnly: ['color-contrast'] });
  const nodes = violations.flatMap((violation) => violation.nodes);
  return nodes.map(({ html, any }) => {
    const { fgColor, bgColor, contrastRatio: contrast } = any[0].data;
    return `has contrast ${contrast} (${fgColor} on ${bgColor}) in ${html.slice(0, 120)}`;
  });
}
