import type { PublishedSet } from '../published-set.ts';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const SIZES = { train: [60000], test: [10000] };

/** MNIST: 28 × 28 grey images of handwritten digits. */
export const mnistSet: PublishedSet = {
  name: 'mnist',
  source: {
    title: 'MNIST',
    licence: 'CC BY-SA 3.0',
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, ' +
      'Proc. IEEE 86(11), 2278–2324 (1998)',
    url: 'https://yann.lecun.com/exdb/mnist/',
  },
  classNames: DIGITS,
  shape: [28, 28],
  sizes: SIZES,
};

/** Fashion-MNIST: 28 × 28 grey images of ten kinds of clothing. */
export const fashionMnistSet: PublishedSet = {
  name: 'fashion-mnist',
  source: {
    title: 'Fashion-MNIST',
    licence: 'MIT',
    citation:
      'H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning ' +
      'Algorithms, arXiv:1708.07747 (2017)',
    url: 'https://github.com/zalandoresearch/fashion-mnist',
  },
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  shape: [28, 28],
  sizes: SIZES,
};
