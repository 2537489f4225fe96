// Draws map.svg: the receptive fields of a topographic map as it unfolds. Some seconds, from the root:
//
//     node tools/run.mjs run:node docs/pictures/make-map.ts

import { writeFileSync } from 'node:fs';
import { cpu } from '../../packages/backend-cpu/src/index.ts';
import { axisDisplacement, mapQuality, RunningMap, topographicMap } from '../../packages/topomap/src/index.ts';

const map = topographicMap({ seed: 1 });
await using running = await RunningMap.start(map, cpu({ threads: 1 }));
const { width, height, shape } = map.layer;

// Middle tones, to be seen on white and on black; words need more contrast, and follow the reader's scheme.
const [GREY, ACCENT] = ['#8b949e', '#e8590c'];
const [SIDE, TOP, GAP] = [240, 46, 40];
const CELL = SIDE / (width + 3);
const number = (value: number): string => String(Math.round(10 * value) / 10);

/** The centres of the receptive fields, neighbours joined. */
async function panel(left: number): Promise<string> {
  const { fields, sigmaAff } = mapQuality(map.layer, await running.live.synapses(map.feedforward), 'weights');
  const place = (n: number): string => {
    const [column, row] = [n % width, Math.floor(n / width)];
    const x = column + axisDisplacement(column, fields[n]!.x, width, shape);
    const y = row + axisDisplacement(row, fields[n]!.y, height, shape);
    return `${number(left + (x + 2) * CELL)} ${number(TOP + (y + 2) * CELL)}`;
  };
  const line = (neurons: readonly number[]): string => `M${neurons.map(place).join('L')}`;
  const count = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const lines = [
    ...count(height).map((row) => line(count(width).map((column) => row * width + column))),
    ...count(width).map((column) => line(count(height).map((row) => row * width + column))),
  ];
  return [
    `<text x="${left}" y="${TOP - 14}" class="title">${running.milliseconds / 1000} s</text>`,
    `<text x="${left + SIDE}" y="${TOP - 14}" text-anchor="end">spread ${sigmaAff.toFixed(2)}</text>`,
    `<rect x="${left}" y="${TOP}" width="${SIDE}" height="${SIDE}" fill="none" stroke="${GREY}" stroke-opacity="0.5"/>`,
    `<path d="${lines.join('')}" fill="none" stroke="${ACCENT}" stroke-width="1.1" stroke-linejoin="round"/>`,
  ].join('\n');
}

const panels: string[] = [];
for (const [n, seconds] of [0, 10, 60].entries()) {
  const more = 1000 * seconds - running.milliseconds;
  if (more > 0) await running.advance(Math.round(more));
  panels.push(await panel(20 + n * (SIDE + GAP)));
}
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${3 * SIDE + 2 * GAP + 40} ${TOP + SIDE + 14}" font-family="system-ui, sans-serif" font-size="12" fill="${GREY}">
<style>text { fill: #57606a } .title { font-size: 14px; font-weight: 600 } @media (prefers-color-scheme: dark) { text { fill: #a3adb8 } }</style>
<title>Receptive fields of a topographic map as it forms</title>
${panels.join('\n')}
</svg>
`;
writeFileSync(new URL('map.svg', import.meta.url), svg);
