import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { train } from '../../src/train/train.ts';
import { scratchFolder } from '../support/folders.ts';
import { smallDeepRun, smallRun } from '../support/small-run.ts';

const at = scratchFolder();
let page = '';
beforeAll(async () => {
  await train({ options: smallRun, out: at('run') });
  page = readFileSync(at('run/report.html'), 'utf8');
});

describe('report.html', () => {
  it('has a plot of everything worth seeing', () => {
    const titles = [...page.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Accuracy',
      'Loss',
      'Rewirings',
      'Informative synapses',
      'Raster: input',
      'Raster: hidden',
      'inputToHidden: weights',
      'inputToHidden: in-degree',
      'inputToHidden: out-degree',
      'hiddenToHidden: weights',
      'hiddenToHidden: in-degree',
      'hiddenToHidden: out-degree',
      'hiddenToOutput: weights',
    ]);
    expect(page.match(/<svg role="img" aria-label="/g)).toHaveLength(titles.length);
  });

  it('needs no other file', () => {
    const addresses = [...page.matchAll(/https?:\/\/[^"'\s)]+/g)].map(([address]) => address);
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(/<script|<link|<img|@import/.exec(page)?.[0]).toBeUndefined();
  });

  it('leaves every colour to its style sheet, so that it can be read in light and in dark', () => {
    const drawings = page.slice(page.indexOf('<div class="figures">'), page.indexOf('<h2>Configuration'));
    const colours = new Set([...drawings.matchAll(/(?:fill|stroke)[=:]"?([^";]+)/g)].map(([, colour]) => colour));
    expect([...colours].filter((colour) => colour !== 'none' && !colour?.startsWith('var(--'))).toEqual([]);
    expect(colours).toContain('var(--first)');
  });

  it('shows the configuration', () => {
    const rows = [...page.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(rows).toContainEqual(['--density', '0.1']);
    expect(rows).toContainEqual(['--recurrent', 'yes']);
  });
});

describe('the report of two layers', () => {
  it('shows how many neurons are active, both rasters and all projections', async () => {
    await train({ options: { ...smallDeepRun, epochs: 2 }, out: at('deep') });
    const deep = readFileSync(at('deep/report.html'), 'utf8');
    const titles = [...deep.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title);
    expect(titles).toEqual(
      expect.arrayContaining(['Active neurons', 'Raster: hidden1', 'Raster: hidden2', 'hidden1ToHidden2: weights']),
    );
    expect(deep).toContain('24 + 20 recurrent LIF neurons');
  });
});
