import { counterWord, firstDraw, normalF32Steps, type LeafNode } from '@growcone/core';
import type { Local } from '../wasm/code.ts';
import { control, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import type { Frame } from './frame.ts';
import { STEP, type KernelWriter } from './kernel-writer.ts';

type DrawNode = Extract<LeafNode, { op: 'uniform' | 'normal' }>;

/**
 * A random draw per element: a uniform number takes the first of the two draws that belong to it, a normal number both.
 *
 * @param writer - the kernel
 * @param node - the draw
 * @param frame - the loop body
 */
export function draw(writer: KernelWriter, node: DrawNode, frame: Frame): Local {
  const { lanes } = frame;
  const words = node.by === 'neuron' ? neuronWords : pairWords;
  const number = firstDraw(node.draw);
  const first = lanes.uniform(words(writer, node, number, frame));
  if (node.op === 'uniform') return first;
  return normalF32Steps(lanes, first, lanes.uniform(words(writer, node, number + 1, frame)));
}

/** One call of the generator serves four neighbouring neurons. */
function neuronWords(writer: KernelWriter, node: DrawNode, number: number, frame: Frame): Local {
  const { code, memory, source } = writer;
  const place = writer.place('neuron', frame);
  if (place.kind !== 'contiguous') throw new RangeError('neurons are walked in order');
  const call = (helper: number): void => {
    code.get(place.offset);
    code.i32(4);
    code.op(i32.shrU);
    if (place.shift > 0) {
      code.i32(place.shift / 16);
      code.op(i32.add);
    }
    code.get(memory.word(memory.layout.example), time(writer, node));
    code.i32(counterWord(node.stream, number));
    code.get(memory.word(memory.layout.key), memory.word(memory.layout.key + 1));
    code.call(helper);
  };
  if (frame.lanes.width === 4) {
    call(source.helpers.philoxVector());
    return code.take(valueType.v128);
  }
  const words = [0, 1, 2, 3].map(() => code.local(valueType.i32));
  code.get(place.offset);
  code.i32(12);
  code.op(i32.and, i32.eqz);
  code.if(() => {
    call(source.helpers.philoxWords());
    for (const word of words.toReversed()) code.set(word);
  });
  const bit = (mask: number): void => {
    code.get(place.offset);
    code.i32(mask);
    code.op(i32.and);
  };
  const [w0, w1, w2, w3] = words as [Local, Local, Local, Local];
  code.get(w1, w0);
  bit(4);
  code.op(control.select);
  const low = code.take(valueType.i32);
  code.get(w3, w2);
  bit(4);
  code.op(control.select);
  const high = code.take(valueType.i32);
  code.get(high, low);
  bit(8);
  code.op(control.select);
  return code.take(valueType.i32);
}

/** A pair has calls of its own, never numbered by slot, because slots move; a call serves four draws. */
function pairWords(writer: KernelWriter, node: DrawNode, number: number, frame: Frame): Local {
  const { code, memory, source } = writer;
  const rest = (): void => {
    code.get(writer.element('pre', rowOf(frame)), time(writer, node));
    code.i32(counterWord(node.stream, number >> 2));
    code.get(memory.word(memory.layout.key), memory.word(memory.layout.key + 1));
  };
  const post = writer.element('post', frame);
  code.get(post);
  rest();
  if (frame.lanes.width === 4) {
    code.call(source.helpers.philoxLanes(number & 3));
    return code.take(valueType.v128);
  }
  code.call(source.helpers.philoxWords());
  const words = [0, 1, 2, 3].map(() => code.local(valueType.i32));
  for (const word of words.toReversed()) code.set(word);
  return words[number & 3]!;
}

/** The frame that knows the presynaptic neuron as one number. */
function rowOf(frame: Frame): Frame {
  return frame.parent && !frame.places.pre ? rowOf(frame.parent) : frame;
}

function time(writer: KernelWriter, { time: what }: DrawNode): Local {
  const { memory } = writer;
  switch (what) {
    case 'step':
      return STEP;
    case 'update':
      return memory.word(memory.layout.update);
    case 'never':
      return memory.once('never', () => writer.code.i32(0));
  }
}
