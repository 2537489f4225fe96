// What spike counts alone tell of spoken digits: ridge regression on the events of each channel, tested on voices that it never heard.
// Its one parameter is chosen by leaving out one speaker of the training set after the other.
//   node --conditions=@growcone/source benchmarks/src/accuracy/ridge-baseline.ts --data-dir DATA_DIR --test-groups 4,5 --json
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { hear, holdOutGroups, readSpokenDigits, type EventDataset } from '@growcone/datasets';
import { cacheDirectory, folderStore, knownFiles, setFolder } from '@growcone/datasets/node';
import { ridge, shareRight, type LabelledRows } from './ridge-regression.ts';

const LAMBDAS = [0.1, 1, 10, 100, 1000, 1e4, 1e5];
// As `growcone train` hears them. Every channel is counted by itself: on held-out speakers that is a little better than counting five as one.
const EAR_SEED = 1;

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    'test-groups': { type: 'string', default: '4,5' },
    // Given to every program of the list.
    json: { type: 'boolean' },
    threads: { type: 'string' },
    out: { type: 'string' },
  },
});

const dataDir = values['data-dir'];
const folder = await setFolder(knownFiles['fsdd']!, dataDir === undefined ? {} : { dataDir });
const sounds = await readSpokenDigits(folder, { split: 'all' });
const store = folderStore(join(cacheDirectory(), 'fsdd', 'cochlea'));
const heard = hear(sounds, { seed: EAR_SEED, store });
const { train, validation: test } = holdOutGroups(heard, values['test-groups'].split(',').map(Number));

const rows = await countsOf(train);
const speakers = [...new Set(train.groups)];
const meanWithout = (lambda: number): number => {
  const shares = speakers.map((speaker) => {
    const part = (wanted: boolean): LabelledRows => rowsOf(rows, (r) => (train.groups![r] === speaker) === wanted);
    return shareRight(part(true), ridge(part(false), train.classes, lambda));
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
};
const scored = LAMBDAS.map((lambda) => ({ lambda, validation: meanWithout(lambda) }));
const best = scored.reduce((a, b) => (b.validation > a.validation ? b : a));
const weights = ridge(rows, train.classes, best.lambda);
console.log(
  JSON.stringify({
    testAccuracy: shareRight(await countsOf(test), weights),
    trainAccuracy: shareRight(rows, weights),
    validationAccuracy: best.validation,
    lambda: best.lambda,
    informativeShare: null,
    synapses: train.classes * rows.width,
    rewired: 0,
  }),
);

/** Number of events of each channel, example after example. */
async function countsOf(part: EventDataset): Promise<LabelledRows> {
  const width = part.channels;
  const features = new Float64Array(part.size * width);
  for (let example = 0; example < part.size; example++) {
    for (const unit of (await part.events(example)).units) features[example * width + unit]!++;
  }
  return { features, width, labels: part.labels };
}

function rowsOf({ features, width, labels }: LabelledRows, takes: (row: number) => boolean): LabelledRows {
  const chosen = Array.from({ length: labels.length }, (_, r) => r).filter(takes);
  return {
    features: Float64Array.from(chosen.flatMap((r) => [...features.subarray(r * width, (r + 1) * width)])),
    width,
    labels: chosen.map((r) => labels[r]!),
  };
}
