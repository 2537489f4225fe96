/** All neurons during some seconds. */
export interface Stretch {
  /** When it begins. */
  readonly from: number;
  /** When it ends. */
  readonly to: number;
  /** Mean rate during the stretch, in Hz. */
  readonly rates: readonly number[];
  /** Number of synapses at its end. */
  readonly inDegrees: readonly number[];
}

// Middle tones, to be seen on white and on black; words need more contrast, and follow the reader's scheme.
const [GREY, ACCENT] = ['#8b949e', '#e8590c'];
const [WIDTH, HEIGHT, LEFT, TOP, GAP] = [360, 150, 52, 46, 28];
const number = (value: number): string => String(Math.round(10 * value) / 10);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${number(x)}" y="${number(y)}" ${more}>${content}</text>`;

/**
 * Rates and in-degrees of every neuron and their mean over time, a column for each course, as an SVG.
 *
 * @param courses - what was measured, by name
 * @param scale - target rate in Hz, and length of the courses
 */
export function drawing(
  courses: Readonly<Record<string, readonly Stretch[]>>,
  { target, seconds }: { readonly target: number; readonly seconds: number },
): string {
  const all = Object.values(courses).flat();
  const rows = [
    { label: 'rate (Hz)', of: (s: Stretch) => s.rates, at: 0.5, each: 2 },
    { label: 'in-degree', of: (s: Stretch) => s.inDegrees, at: 1, each: 10 },
  ];
  const parts = Object.entries(courses).flatMap(([name, course], column) =>
    rows.flatMap(({ label, of, at, each }, row) => {
      const [left, top] = [LEFT + column * (WIDTH + GAP), TOP + row * (HEIGHT + GAP)];
      const most = each * Math.ceil(Math.max(...all.flatMap(of)) / each);
      const x = (time: number): number => left + (time / seconds) * WIDTH;
      const y = (value: number): number => top + (1 - value / most) * HEIGHT;
      const line = (of: (s: Stretch) => number): string =>
        `M${course.map((s) => `${number(x(s.from + at * (s.to - s.from)))} ${number(y(of(s)))}`).join('L')}`;
      const neurons = of(course[0]!).map((_, n) => line((s) => of(s)[n]!));
      const ticks = Array.from({ length: most / each + 1 }, (_, i) => i * each);
      return [
        `<rect x="${left}" y="${top}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="${GREY}" stroke-opacity="0.5"/>`,
        `<path d="${neurons.join('')}" fill="none" stroke="${GREY}" stroke-width="0.7" stroke-opacity="0.7"/>`,
        `<path d="${line((s) => mean(of(s)))}" fill="none" stroke="${ACCENT}" stroke-width="2"/>`,
        ...(row === 0
          ? [
              text(left, top - 14, `Growth curve: ${name}`, 'class="title"'),
              `<path d="M${left} ${number(y(target))}h${WIDTH}" stroke="${ACCENT}" stroke-dasharray="3 4" fill="none"/>`,
            ]
          : [
              text(x(0), top + HEIGHT + 18, '0 s'),
              text(x(seconds), top + HEIGHT + 18, `${seconds} s`, 'text-anchor="end"'),
            ]),
        ...(column === 0
          ? [
              ...ticks.map((value) => text(left - 6, y(value) + 4, String(value), 'text-anchor="end"')),
              `<text text-anchor="middle" transform="translate(${left - 36} ${top + HEIGHT / 2}) rotate(-90)">${label}</text>`,
            ]
          : []),
      ];
    }),
  );
  const columns = Object.keys(courses).length;
  const [width, height] = [LEFT + columns * (WIDTH + GAP), TOP + rows.length * (HEIGHT + GAP) + 4];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="${GREY}">
<style>text { fill: #57606a } .title { font-size: 14px; font-weight: 600 } @media (prefers-color-scheme: dark) { text { fill: #a3adb8 } }</style>
<title>Rates and in-degrees of neurons that grow synapses until they fire at their target rate</title>
${parts.join('\n')}
</svg>
`;
}
