import { paletteStyle } from './palette.ts';

/** A drawing of a page as a file of its own, with colours for light and dark. @param svg - the drawing @param title - what it shows */
export function standalone(svg: string, title: string): string {
  const text = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const style = `${paletteStyle}\nsvg { background: var(--page); }`;
  return svg.replace(/(<svg\b[^>]*>)/, (head) => `${head}\n<title>${text}</title>\n<style>\n${style}\n</style>`);
}
