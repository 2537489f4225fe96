import { fashionMnistSet, mnistSet } from '../sets/images.ts';
import type { CheckedFile } from './checked-file.ts';

/** A gzipped IDX file, and the checksum of its content, which does not depend on who compressed it. */
export interface ImageFile extends CheckedFile {
  /** MD5 of the decompressed content, in hexadecimal. */
  readonly contentMd5: string;
}

/** A published set of images: its files and what is in them. */
export interface ImageSet {
  /** Its name, and that of its folder. */
  readonly name: string;
  /** Other folders that it is found in, below a data folder. */
  readonly folders: readonly string[];
  /** Addresses of folders that hold its files. */
  readonly mirrors: readonly string[];
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
  /** The two parts of the set. */
  readonly splits: {
    readonly [split in 'train' | 'test']: {
      /** Number of examples. */
      readonly size: number;
      /** Images of 28 × 28 pixels. */
      readonly images: ImageFile;
      /** Their classes. */
      readonly labels: ImageFile;
    };
  };
}

/**
 * MNIST as published.
 *
 * @internal
 */
export const mnistFiles: ImageSet = {
  name: mnistSet.name,
  folders: ['mnist', 'MNIST', 'MNIST/raw'],
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist', 'https://storage.googleapis.com/cvdf-datasets/mnist'],
  classNames: mnistSet.classNames,
  splits: {
    train: {
      size: 60000,
      images: {
        name: 'train-images-idx3-ubyte.gz',
        size: 9912422,
        md5: 'f68b3c2dcbeaaa9fbdd348bbdeb94873',
        contentMd5: '6bbc9ace898e44ae57da46a324031adb',
      },
      labels: {
        name: 'train-labels-idx1-ubyte.gz',
        size: 28881,
        md5: 'd53e105ee54ea40749a09fcbcd1e9432',
        contentMd5: 'a25bea736e30d166cdddb491f175f624',
      },
    },
    test: {
      size: 10000,
      images: {
        name: 't10k-images-idx3-ubyte.gz',
        size: 1648877,
        md5: '9fb629c4189551a2d022fa330f9573f3',
        contentMd5: '2646ac647ad5339dbf082846283269ea',
      },
      labels: {
        name: 't10k-labels-idx1-ubyte.gz',
        size: 4542,
        md5: 'ec29112dd5afa0611ce80d1b7f02629c',
        contentMd5: '27ae3e4e09519cfbb04c329615203637',
      },
    },
  },
};

/**
 * Fashion-MNIST as published.
 *
 * @internal
 */
export const fashionMnistFiles: ImageSet = {
  name: fashionMnistSet.name,
  folders: ['fashion-mnist', 'FashionMNIST', 'FashionMNIST/raw'],
  mirrors: [
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com',
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion',
  ],
  classNames: fashionMnistSet.classNames,
  splits: {
    train: {
      size: 60000,
      images: {
        name: 'train-images-idx3-ubyte.gz',
        size: 26421880,
        md5: '8d4fb7e6c68d591d4c3dfef9ec88bf0d',
        contentMd5: 'f4a8712d7a061bf5bd6d2ca38dc4d50a',
      },
      labels: {
        name: 'train-labels-idx1-ubyte.gz',
        size: 29515,
        md5: '25c81989df183df01b3e8a0aad5dffbe',
        contentMd5: '9018921c3c673c538a1fc5bad174d6f9',
      },
    },
    test: {
      size: 10000,
      images: {
        name: 't10k-images-idx3-ubyte.gz',
        size: 4422102,
        md5: 'bef4ecab320f06d8554ea6380940ec79',
        contentMd5: '8181f5470baa50b63fa0f6fddb340f0a',
      },
      labels: {
        name: 't10k-labels-idx1-ubyte.gz',
        size: 5148,
        md5: 'bb300cfdad3c16e7a12a480ee83cd310',
        contentMd5: '15d484375f8d13e6eb1aabb0c3f46965',
      },
    },
  },
};
