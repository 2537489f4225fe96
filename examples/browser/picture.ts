// Draws docs/pictures/browser.png: the page after a while. Some seconds, from the root, with Chromium:
//
//     node tools/run.mjs run:node examples/browser/picture.ts

import { resolve } from 'node:path';
import { buildPage } from './test/served-page.ts';

await using built = await buildPage();
await using page = await built.open(0.7);
await page.goto(await built.serve('/', true));
await page.waitForFunction(
  () => {
    const shown = (fact: string): number =>
      parseFloat(document.querySelector(`dd[data-fact="${fact}"]`)?.textContent ?? '');
    return shown('epoch') >= 100 && shown('time') >= 60;
  },
  undefined,
  { timeout: 120_000 },
);
await page.screenshot({ path: resolve(import.meta.dirname, '../../docs/pictures/browser.png'), fullPage: true });
