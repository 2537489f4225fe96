import { gesturesSet } from '../sets/gestures.ts';
import { handwrittenDigitsSet } from '../sets/handwritten-digits.ts';
import { shdSet, sscSet } from '../sets/heidelberg.ts';
import { nMnistSet } from '../sets/n-mnist.ts';
import { spokenDigitsSet } from '../sets/spoken-digits.ts';
import { fashionMnistFiles, type ImageSet, mnistFiles } from './image-files.ts';
import type { SetFiles } from './set-files.ts';

const get = (what: string, url: string): string =>
  `Get ${what} from ${url} and give its folder, or the folder above it, as the data folder.`;

const imageFiles = ({ name, folders }: ImageSet, url: string): SetFiles => ({
  name,
  folders,
  holds: /(^|\/)(train|t10k)-images-idx3-ubyte(\.gz)?$/,
  byHand: get('the four files', url),
});

/** The files of every published data set, by its name. */
export const knownFiles: Readonly<Record<string, SetFiles>> = {
  mnist: imageFiles(mnistFiles, 'https://ossci-datasets.s3.amazonaws.com/mnist'),
  'fashion-mnist': imageFiles(fashionMnistFiles, 'https://github.com/zalandoresearch/fashion-mnist'),
  [nMnistSet.name]: {
    name: nMnistSet.name,
    folders: ['N-MNIST', 'NMNIST', 'n-mnist-small', 'NMNISTsmall'],
    holds: /(^|\/)((Train|Test)\/\d\/\d+\.bin|train1K\.txt|test100\.txt)$/,
    byHand: get('Train.zip and Test.zip', nMnistSet.source.url),
  },
  [gesturesSet.name]: {
    name: gesturesSet.name,
    folders: ['DvsGesture', 'DVSGesture'],
    holds: /(^|\/)trials_to_(train|test)\.txt$/,
    byHand: get('DvsGesture.tar.gz', gesturesSet.source.url),
  },
  [spokenDigitsSet.name]: {
    name: spokenDigitsSet.name,
    folders: ['free-spoken-digit-dataset', 'FSDD'],
    holds: /(^|\/)\d_[a-z]+_\d+\.wav$/,
    byHand: get("the folder 'recordings'", spokenDigitsSet.source.url),
  },
  [shdSet.name]: {
    name: shdSet.name,
    folders: ['SHD', 'hdspikes'],
    holds: /(^|\/)shd_(train|test)\.h5$/,
    byHand: get('shd_train.h5.gz and shd_test.h5.gz', shdSet.source.url),
  },
  [sscSet.name]: {
    name: sscSet.name,
    folders: ['SSC', 'hdspikes'],
    holds: /(^|\/)ssc_(train|valid|test)\.h5$/,
    byHand: get('ssc_train.h5.zip, ssc_valid.h5.zip and ssc_test.h5.zip', sscSet.source.url),
  },
  [handwrittenDigitsSet.name]: {
    name: handwrittenDigitsSet.name,
    folders: ['digits'],
    holds: /(^|\/)optdigits\.(tra|tes)$/,
    byHand: get('optdigits.tra and optdigits.tes', handwrittenDigitsSet.source.url),
  },
};
