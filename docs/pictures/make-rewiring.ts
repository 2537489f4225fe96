// Draws rewiring.svg: the input connectivity of a classifier before and after DEEP R moved it. A minute, from the root:
//
//     node tools/run.mjs run:node docs/pictures/make-rewiring.ts
//
// This folder has no dependencies of its own, so it takes the packages from their entries.

import { writeFileSync } from 'node:fs';
import { cpu } from '../../packages/backend-cpu/src/index.ts';
import {
  allToAll,
  fixedTotal,
  network,
  scaledNormal,
  shuffledOrder,
  type Pairs,
} from '../../packages/core/src/index.ts';
import { batches, randman } from '../../packages/datasets/src/index.ts';
import { leakyIntegrator, lif, spikeSource } from '../../packages/models/src/index.ts';
import { deepR } from '../../packages/plasticity-deepr/src/index.ts';
import { eprop } from '../../packages/plasticity-eprop/src/index.ts';
import { adam, meanOverTime, softmaxCrossEntropy } from '../../packages/training/src/index.ts';

const CHANNELS = 300;
const INFORMATIVE = 30;
const HIDDEN = 80;
const EPOCHS = 100;

const examples = randman({
  classes: 8,
  channels: CHANNELS,
  informative: INFORMATIVE,
  dimension: 1,
  samplesPerClass: 500,
  steps: 60,
  seed: 1,
});
// Columns of the picture: the informative channels first.
const informative = new Set(examples.informative);
const others = Array.from({ length: CHANNELS }, (_, channel) => channel).filter((channel) => !informative.has(channel));
const column = new Map([...informative, ...others].map((channel, i) => [channel, i]));

const net = network({ seed: 1 });
const input = net.population('input', CHANNELS, spikeSource());
const hidden = net.population('hidden', HIDDEN, lif());
const output = net.population('output', 8, leakyIntegrator());
const sparse = net.project(input, hidden, {
  connect: fixedTotal(0.02 * CHANNELS * HIDDEN),
  weight: scaledNormal({ gain: 1.5 }),
});
const out = net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: 0.5 }) });
net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
net.learn([sparse, out, net.bias(output)], { rule: eprop(), optimiser: adam({ learningRate: 0.02 }) });
net.rewire(sparse, deepR({ l1: 0.03 }));

await using simulation = await net.compile(cpu());
const share = ({ pre }: Pairs): number => pre.filter((channel) => informative.has(channel)).length / pre.length;

const before = await simulation.synapses(sparse);
const course = [share(before)];
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  const order = shuffledOrder(examples.size, { seed: 1, epoch });
  for await (const spikes of batches(examples, { size: 32, order })) {
    await simulation.train({ input: spikes, output: spikes.labels });
  }
  course.push(share(await simulation.synapses(sparse)));
}
const after = await simulation.synapses(sparse);

// Middle tones, to be seen on white and on black; words need more contrast, and follow the reader's scheme.
const [GREY, ACCENT] = ['#8b949e', '#e8590c'];
const [WIDTH, HEIGHT, TOP] = [270, 190, 46];
const DOT = 2.6;
const percent = (value: number): string => `${Math.round(100 * value)} %`;
const number = (value: number): string => String(Math.round(10 * value) / 10);

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${number(x)}" y="${number(y)}" ${more}>${content}</text>`;
const frame = (x: number, width: number): string =>
  `<rect x="${number(x)}" y="${TOP}" width="${number(width)}" height="${HEIGHT}" fill="none" stroke="${GREY}" stroke-opacity="0.5"/>`;
const dots = (points: readonly (readonly [number, number])[], colour: string): string =>
  `<path d="${points.map(([x, y]) => `M${number(x)} ${number(y)}h0`).join('')}" stroke="${colour}" stroke-width="${DOT}" stroke-linecap="round"/>`;

/** A dot per synapse: input channels from left to right, hidden neurons from top to bottom. */
function matrix(left: number, title: string, { pre, post }: Pairs): string {
  const points = [...pre].map((channel, i): readonly [number, number] => [
    left + ((column.get(channel)! + 0.5) / CHANNELS) * WIDTH,
    TOP + ((post[i]! + 0.5) / HIDDEN) * HEIGHT,
  ]);
  const isInformative = (_: unknown, i: number): boolean => informative.has(pre[i]!);
  const band = (INFORMATIVE / CHANNELS) * WIDTH;
  return [
    `<rect x="${number(left)}" y="${TOP}" width="${number(band)}" height="${HEIGHT}" fill="${ACCENT}" fill-opacity="0.14"/>`,
    frame(left, WIDTH),
    dots(
      points.filter((p, i) => !isInformative(p, i)),
      GREY,
    ),
    dots(points.filter(isInformative), ACCENT),
    text(left, TOP - 14, title, 'class="title"'),
    text(left, TOP + HEIGHT + 18, `${INFORMATIVE} informative`, 'class="accent"'),
    text(left + WIDTH, TOP + HEIGHT + 18, `${CHANNELS - INFORMATIVE} noise channels`, 'text-anchor="end"'),
  ].join('\n');
}

/** The share of synapses on informative channels over the epochs. */
function curve(left: number, width: number): string {
  const x = (epoch: number): number => left + (epoch / EPOCHS) * width;
  const y = (value: number): number => TOP + (1 - value) * HEIGHT;
  const line = course
    .map((value, epoch) => `${epoch === 0 ? 'M' : 'L'}${number(x(epoch))} ${number(y(value))}`)
    .join('');
  const chance = y(INFORMATIVE / CHANNELS);
  return [
    frame(left, width),
    `<path d="M${left} ${number(chance)}h${width}" stroke="${GREY}" stroke-dasharray="3 4" fill="none"/>`,
    `<path d="${line}" stroke="${ACCENT}" stroke-width="2" stroke-linejoin="round" fill="none"/>`,
    text(left, TOP - 14, 'Informative share', 'class="title"'),
    text(left + width - 6, y(course.at(-1)!) - 8, percent(course.at(-1)!), 'text-anchor="end" class="accent"'),
    text(left + width - 6, chance - 6, 'chance', 'text-anchor="end"'),
    ...[0, 0.5, 1].map((value) => text(left - 6, y(value) + 4, percent(value), 'text-anchor="end"')),
    text(left, TOP + HEIGHT + 18, 'epoch 0'),
    text(left + width, TOP + HEIGHT + 18, String(EPOCHS), 'text-anchor="end"'),
  ].join('\n');
}

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 272" font-family="system-ui, sans-serif" font-size="12" fill="${GREY}">
<style>text { fill: #57606a } .title { font-size: 14px; font-weight: 600 } .accent { fill: #b93e00 }
@media (prefers-color-scheme: dark) { text { fill: #a3adb8 } .accent { fill: #ff8a4c } }</style>
<title>Input synapses of a classifier before and after training with DEEP R</title>
<text x="28" y="${TOP + HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 28 ${TOP + HEIGHT / 2})">${HIDDEN} hidden neurons</text>
${matrix(40, `Before: ${before.pre.length} synapses at random`, before)}
${matrix(340, `After ${EPOCHS} epochs: still ${after.pre.length}`, after)}
${curve(670, 170)}
</svg>
`;
writeFileSync(new URL('rewiring.svg', import.meta.url), svg);
console.log(`${percent(course[0]!)} of the synapses on informative channels before, ${percent(course.at(-1)!)} after`);
