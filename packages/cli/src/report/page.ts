import type { Figure } from './chart.ts';
import { paletteStyle } from './palette.ts';

/** What a report page shows. */
export interface PageContent {
  /** Title. */
  readonly title: string;
  /** Figures that sum the run up. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** The plots. */
  readonly figures: readonly Figure[];
  /** The configuration. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** Last line. */
  readonly footer: string;
}

const STYLE = `
${paletteStyle}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 1480px; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
dl.facts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0; }
dl.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .9rem; }
dl.facts dt { color: var(--muted); font-size: .8rem; }
dl.facts dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
.figures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); }
figure { margin: 0; padding: .9rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { color: var(--muted); font-size: .85rem; margin-top: .5rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .3rem 1.5rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: normal; color: var(--muted); }
td { overflow-wrap: anywhere; }
footer { margin-top: 2rem; color: var(--muted); font-size: .85rem; overflow-wrap: anywhere; }`;

/** A page that needs nothing but itself. @param content - what it shows */
export function htmlPage({ title, facts, figures, settings, footer }: PageContent): string {
  const fact = ([name, value]: readonly [string, string]): string =>
    `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`;
  const figure = (f: Figure): string =>
    [
      '<figure>',
      `<h3>${escaped(f.title)}</h3>`,
      f.svg.replace('<svg ', `<svg role="img" aria-label="${escaped(f.title)}" `),
      `<figcaption>${escaped(f.caption)}</figcaption>`,
      '</figure>',
    ].join('\n');
  const row = ([name, value]: readonly [string, string]): string =>
    `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    `<dl class="facts">${facts.map(fact).join('')}</dl>`,
    '<h2>Plots</h2>',
    `<div class="figures">\n${figures.map(figure).join('\n')}\n</div>`,
    '<h2>Configuration</h2>',
    `<table>${settings.map(row).join('')}</table>`,
    `<footer>${escaped(footer)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
