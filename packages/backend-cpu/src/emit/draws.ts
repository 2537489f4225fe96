import { counterWord, firstDraw, normalF32Steps, type LeafNode } from '@growcone/core';
import type { Local } from '../wasm/code.ts';
import { control, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { STEP, type ElementAccess } from './element-access.ts';
import type { Frame } from './frame.ts';
import { BLOCKS, type Helpers } from './helpers.ts';

type DrawNode = Extract<LeafNode, { op: 'uniform' | 'normal' }>;

/**
 * A random draw per element: a uniform number takes the first of the two draws that belong to it, a normal number both.
 *
 * @param access - the kernel's elements
 * @param helpers - functions that kernels share
 * @param node - the draw
 * @param frame - the loop body
 */
export function draw(access: ElementAccess, helpers: Helpers, node: DrawNode, frame: Frame): Local {
  const { lanes } = frame;
  const words = { neuron: neuronWords, pair: pairWords, network: networkWords }[node.by];
  const number = firstDraw(node.draw);
  const first = lanes.uniform(words(access, helpers, node, number, frame));
  if (node.op === 'uniform') return first;
  return normalF32Steps(lanes, first, lanes.uniform(words(access, helpers, node, number + 1, frame)));
}

/** One call of the generator serves four neighbouring neurons; four calls at once serve sixteen. */
function neuronWords(access: ElementAccess, helpers: Helpers, node: DrawNode, number: number, frame: Frame): Local {
  const { code, memory } = access;
  const { offset, shift } = neuronOffset(access, frame);
  const call = (helper: number, ahead: number): void => {
    code.get(offset);
    code.i32(4);
    code.op(i32.shrU);
    if (ahead > 0) {
      code.i32(ahead / 16);
      code.op(i32.add);
    }
    code.get(memory.word(memory.layout.example), time(access, node));
    code.i32(counterWord(node.stream, number));
    code.get(memory.word(memory.layout.key), memory.word(memory.layout.key + 1));
    code.call(helper);
  };
  if (frame.lanes.width === 1) return wordOfFour(access, offset, () => call(helpers.philoxWords(), 0), frame.alone);
  const { beside } = frame;
  if (beside?.count !== BLOCKS) {
    call(helpers.philoxVector(), shift);
    return code.take(valueType.v128);
  }
  const key = `${node.stream} ${number} ${node.time}`;
  let words = beside.words.get(key);
  if (!words) {
    call(helpers.philoxBlocks(), shift - 16 * beside.index);
    const blocks = Array.from({ length: BLOCKS }, () => code.local(valueType.v128));
    for (const block of blocks.toReversed()) code.set(block);
    beside.words.set(key, (words = blocks));
  }
  return words[beside.index]!;
}

/** One draw for all, once per call of the kernel. */
function networkWords(access: ElementAccess, helpers: Helpers, node: DrawNode, number: number): Local {
  const { code, memory } = access;
  code.i32(0);
  code.get(memory.word(memory.layout.example), time(access, node));
  code.i32(counterWord(node.stream, number));
  code.get(memory.word(memory.layout.key), memory.word(memory.layout.key + 1));
  code.call(helpers.philoxWords());
  const words = [0, 1, 2, 3].map(() => code.local(valueType.i32));
  for (const word of words.toReversed()) code.set(word);
  return words[0]!;
}

function neuronOffset(access: ElementAccess, frame: Frame): { readonly offset: Local; readonly shift: number } {
  const place = access.place('neuron', frame);
  if (place.kind !== 'contiguous') throw new RangeError('neurons are walked in order');
  return place;
}

/** The word of one neuron: `draw` pushes those of four neighbours, once for all of them unless it is for one neuron alone. */
function wordOfFour({ code }: ElementAccess, offset: Local, draw: () => void, alone: boolean): Local {
  const words = [0, 1, 2, 3].map(() => code.local(valueType.i32));
  const drawAll = (): void => {
    draw();
    for (const word of words.toReversed()) code.set(word);
  };
  if (alone) drawAll();
  else {
    code.get(offset);
    code.i32(12);
    code.op(i32.and, i32.eqz);
    code.if(drawAll);
  }
  const choose = (odd: Local, even: Local, bit: number): Local => {
    code.get(odd, even, offset);
    code.i32(bit);
    code.op(i32.and, control.select);
    return code.take(valueType.i32);
  };
  const [w0, w1, w2, w3] = words as [Local, Local, Local, Local];
  return choose(choose(w3, w2, 4), choose(w1, w0, 4), 8);
}

/** A pair has calls of its own, never numbered by slot, because slots move; a call serves four draws. */
function pairWords(access: ElementAccess, helpers: Helpers, node: DrawNode, number: number, frame: Frame): Local {
  const { code, memory } = access;
  const rest = (): void => {
    code.get(access.element('pre', rowOf(frame)), time(access, node));
    code.i32(counterWord(node.stream, number >> 2));
    code.get(memory.word(memory.layout.key), memory.word(memory.layout.key + 1));
  };
  const post = access.element('post', frame);
  code.get(post);
  rest();
  if (frame.lanes.width === 4) {
    code.call(helpers.philoxLanes(number & 3));
    return code.take(valueType.v128);
  }
  code.call(helpers.philoxWords());
  const words = [0, 1, 2, 3].map(() => code.local(valueType.i32));
  for (const word of words.toReversed()) code.set(word);
  return words[number & 3]!;
}

/** The frame that knows the presynaptic neuron as one number. */
function rowOf(frame: Frame): Frame {
  return frame.parent && !frame.places.pre ? rowOf(frame.parent) : frame;
}

function time({ code, memory }: ElementAccess, { time: what }: DrawNode): Local {
  switch (what) {
    case 'step':
      return STEP;
    case 'update':
      return memory.word(memory.layout.update);
    case 'never':
      return memory.once('never', () => code.i32(0));
  }
}
