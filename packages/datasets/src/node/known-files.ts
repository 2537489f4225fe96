import { gesturesSet } from '../sets/gestures.ts';
import { handwrittenDigitsSet } from '../sets/handwritten-digits.ts';
import { heartbeatsSet } from '../sets/heartbeats.ts';
import { shdSet, sscSet } from '../sets/heidelberg.ts';
import { nMnistSet } from '../sets/n-mnist.ts';
import { spokenDigitsSet } from '../sets/spoken-digits.ts';
import { fashionMnistFiles, type ImageSet, mnistFiles } from './image-files.ts';
import type { SetFiles } from './set-files.ts';

const get = (what: string, url: string): string =>
  `Get ${what} from ${url} and give its folder, or the folder above it, as the data folder.`;

const imageFiles = ({ name, folders, mirrors, splits }: ImageSet): SetFiles => ({
  name,
  folders,
  holds: /(^|\/)(train|t10k)-images-idx3-ubyte(\.gz)?$/,
  downloads: [splits.train, splits.test].flatMap(({ images, labels }) =>
    [images, labels].map((file) => ({ ...file, mirrors })),
  ),
  byHand: get('the four files', mirrors[0] as string),
});

const HEIDELBERG = ['https://zenkelab.org/datasets', 'https://compneuro.net/datasets'];
const MENDELEY = 'https://data.mendeley.com/public-files/datasets/468j46mzdv/files';
const UCI = ['https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits'];

/** The files of every published data set, by its name. */
export const knownFiles: Readonly<Record<string, SetFiles>> = {
  mnist: imageFiles(mnistFiles),
  'fashion-mnist': imageFiles(fashionMnistFiles),
  [nMnistSet.name]: {
    name: nMnistSet.name,
    folders: ['N-MNIST', 'NMNIST', 'n-mnist-small', 'NMNISTsmall'],
    holds: /(^|\/)((Train|Test)\/\d\/\d+\.bin|train1K\.txt|test100\.txt)$/,
    // Read as they are: 70 000 small files would be slower.
    downloads: [
      {
        name: 'Train.zip',
        md5: '20959b8e626244a1b502305a9e6e2031',
        urls: [`${MENDELEY}/39c25547-014b-4137-a934-9d29fa53c7a0/file_downloaded`],
      },
      {
        name: 'Test.zip',
        md5: '69ca8762b2fe404d9b9bad1103e97832',
        urls: [`${MENDELEY}/05a4d654-7e03-4c15-bdfa-9bb2bcbea494/file_downloaded`],
      },
    ],
    byHand: get('Train.zip and Test.zip', nMnistSet.source.url),
  },
  [gesturesSet.name]: {
    name: gesturesSet.name,
    folders: ['DvsGesture', 'DVSGesture'],
    holds: /(^|\/)trials_to_(train|test)\.txt$/,
    // Its home wants a browser: only what a user got is checked and unpacked.
    downloads: [
      {
        name: 'DvsGesture.tar.gz',
        md5: '8a5c71fb11e24e5ca5b11866ca6c00a1',
        unpacked: { name: 'DvsGesture' },
      },
    ],
    byHand:
      `Get DvsGesture.tar.gz (about 3 GB) with a browser from ${gesturesSet.source.url} and put it there, or give the ` +
      'folder that it is in: `growcone data get dvs-gesture --data-dir FOLDER` checks and unpacks it. One that is unpacked ' +
      'already is read if its folder is given as the data folder.',
  },
  [spokenDigitsSet.name]: {
    name: spokenDigitsSet.name,
    folders: ['free-spoken-digit-dataset', 'FSDD'],
    holds: /(^|\/)\d_[a-z]+_\d+\.wav$/,
    downloads: [],
    byHand:
      `Clone ${spokenDigitsSet.source.url} with git, or get and unpack an archive of it. Its folder recordings holds 3000 ` +
      'files <digit>_<speaker>_<take>.wav, 21 MB in all: put them there, or give that folder, or the one above it, as the ' +
      'data folder. `growcone data verify fsdd` checks them.',
    listSha256: 'af75446b997f59aabbc4d0b434cdf21628ce0c3086cc594562bff60117bdd431',
  },
  [shdSet.name]: {
    name: shdSet.name,
    folders: ['SHD', 'hdspikes'],
    holds: /(^|\/)shd_(train|test)\.h5$/,
    downloads: [
      {
        name: 'shd_train.h5.gz',
        md5: 'd47c9825dee33347913e8ce0f2be08b0',
        mirrors: HEIDELBERG,
        unpacked: { name: 'shd_train.h5', md5: '8e9877c85f29a28dd353ea6a54402667' },
      },
      {
        name: 'shd_test.h5.gz',
        md5: '3062a80ec0c5719404d5b02e166543b1',
        mirrors: HEIDELBERG,
        unpacked: { name: 'shd_test.h5', md5: '207ad1295a0ab611e22d1734989c254e' },
      },
    ],
    byHand: `${get('shd_train.h5.gz and shd_test.h5.gz', shdSet.source.url)} Unpack them there.`,
  },
  [sscSet.name]: {
    name: sscSet.name,
    folders: ['SSC', 'hdspikes'],
    holds: /(^|\/)ssc_(train|valid|test)\.h5$/,
    downloads: [
      { name: 'ssc_train.h5.zip', md5: 'd102be95e7144fcc0553d1f45ba94170' },
      { name: 'ssc_valid.h5.zip', md5: 'b4eee3516a4a90dd0c71a6ac23a8ae43' },
      { name: 'ssc_test.h5.zip', md5: 'a35ff1e9cffdd02a20eb850c17c37748' },
    ].map((file) => ({ ...file, mirrors: HEIDELBERG, unpacked: { name: file.name.replace('.h5.zip', '') } })),
    byHand: `${get('ssc_train.h5.zip, ssc_valid.h5.zip and ssc_test.h5.zip', sscSet.source.url)} Unpack them there.`,
  },
  [handwrittenDigitsSet.name]: {
    name: handwrittenDigitsSet.name,
    folders: ['digits'],
    holds: /(^|\/)optdigits\.(tra|tes)$/,
    downloads: [
      { name: 'optdigits.tra', md5: '268ce7771f3f15afbc54402478b1d454', mirrors: UCI },
      { name: 'optdigits.tes', md5: 'a0339c30a8a5312a1b6f9e5c719dcce5', mirrors: UCI },
    ],
    byHand: get('optdigits.tra and optdigits.tes', handwrittenDigitsSet.source.url),
  },
  [heartbeatsSet.name]: {
    name: heartbeatsSet.name,
    folders: ['mitdb', 'mit-bih-arrhythmia-database-1.0.0', 'mitdb-100'],
    holds: /(^|\/)[\w-]+\.hea$/,
    // Its checksums come with it: what is unpacked is checked against them.
    downloads: [],
    byHand: `${get('its ZIP file', heartbeatsSet.source.url)} Unpack it there.`,
  },
};
