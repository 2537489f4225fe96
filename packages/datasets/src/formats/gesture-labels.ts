import { linesOf } from './text-lines.ts';

/** A gesture within a recording. */
export interface GestureSpan {
  /** Number of the gesture as the file counts it, from 1. */
  readonly gesture: number;
  /** Time of its start in µs. */
  readonly start: number;
  /** Time just after its end, in µs. */
  readonly end: number;
}

/**
 * Reads the labels of a recording of DVS128 Gesture: a heading `class,startTime_usec,endTime_usec`, then a line for each
 * gesture.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 * @param gestures - how many gestures there are to tell apart
 */
export function parseGestureLabels(file: string, bytes: Uint8Array, gestures: number): GestureSpan[] {
  const spans: GestureSpan[] = [];
  let heading = false;
  for (const { text, refuse } of linesOf(file, bytes)) {
    if (!heading) {
      if (text !== 'class,startTime_usec,endTime_usec') refuse('the heading class,startTime_usec,endTime_usec');
      heading = true;
      continue;
    }
    const match = /^(\d{1,2}),(\d{1,15}),(\d{1,15})$/.exec(text);
    if (!match) return refuse('three whole numbers with commas between them');
    const [gesture, start, end] = match.slice(1).map(Number);
    if (gesture < 1 || gesture > gestures) refuse(`a gesture 1 … ${gestures}`);
    if (end <= start) refuse('an end after the start');
    spans.push({ gesture, start, end });
  }
  return spans;
}

/**
 * Reads a list of recordings, such as `trials_to_train.txt` of DVS128 Gesture: one file name per line.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content
 */
export function parseTrials(file: string, bytes: Uint8Array): string[] {
  return Array.from(linesOf(file, bytes), ({ text, refuse }) => {
    // A name is looked for in the folder of the list and nowhere else.
    if (!/^\w[\w.-]{0,200}$/.test(text)) refuse('the name of a file, without a folder');
    return text;
  });
}
