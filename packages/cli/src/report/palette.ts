/** Colours of the plots by meaning: in light, in dark, and as they stand in the drawing before a style sheet takes over. */
const COLOURS = {
  ink: { light: '#1d2430', dark: '#e6e9ee', drawn: '#010101' },
  muted: { light: '#5d6675', dark: '#9aa4b2', drawn: '#010102' },
  line: { light: '#d9dde3', dark: '#343b46', drawn: '#010103' },
  first: { light: '#1f6feb', dark: '#6cb0ff', drawn: '#010104' },
  second: { light: '#c2540a', dark: '#ff9d57', drawn: '#010105' },
  third: { light: '#1a7f4b', dark: '#4fc98a', drawn: '#010106' },
} as const;

/** What a colour is used for. */
export type Colour = keyof typeof COLOURS;

/** A colour as the plotting library draws it. @param colour - what it is used for */
export const drawn = (colour: Colour): string => COLOURS[colour].drawn;

/** Colours of series, in order. */
export const SERIES: readonly Colour[] = ['first', 'second', 'third'];

/** Lets the page's style sheet decide over the colours of a drawing, and drops what reacts to a pointer. @param svg - the drawing */
export function themed(svg: string): string {
  const still = svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    // Shapes that only clip others have a colour that nobody sees.
    .replaceAll(' fill="#000"', '')
    .replaceAll(/ (class|pointer-events|ecmeta_\w+)="[^"]*"/g, '');
  return Object.entries(COLOURS).reduce(
    (text, [name, { drawn: plain }]) => text.replaceAll(plain, `var(--${name})`),
    still,
  );
}

const declared = (shade: 'light' | 'dark'): string =>
  Object.entries(COLOURS)
    .map(([name, shades]) => `--${name}: ${shades[shade]};`)
    .join(' ');

/** Style rules that define the colours, in light and in dark. */
export const paletteStyle: string = [
  `:root { color-scheme: light dark; --page: #ffffff; --card: #f6f7f9; ${declared('light')} }`,
  `@media (prefers-color-scheme: dark) { :root { --page: #14181f; --card: #1b212b; ${declared('dark')} } }`,
].join('\n');
