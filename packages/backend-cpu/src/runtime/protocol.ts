import type { Found, Job, JobResult, RasterRoom } from './job.ts';
import type { FollowJob } from './share-job.ts';

/** What a worker thread is told to do; each is answered. */
export type Question =
  | { readonly kind: 'open'; readonly call: number; readonly program: number; readonly memory: WebAssembly.Memory }
  | {
      readonly kind: 'load';
      readonly call: number;
      readonly program: number;
      readonly name: string;
      readonly module: WebAssembly.Module;
    }
  | { readonly kind: 'run'; readonly call: number; readonly program: number; readonly job: Job }
  | { readonly kind: 'follow'; readonly call: number; readonly program: number; readonly job: FollowJob }
  | {
      readonly kind: 'locate';
      readonly call: number;
      readonly program: number;
      readonly job: Job;
      readonly example: number;
    };

/** What a worker thread is told without an answer. */
export type Notice =
  /** Answers `full`; without room if there is none. */
  | { readonly kind: 'room'; readonly program: number; readonly room: RasterRoom | undefined }
  | { readonly kind: 'close'; readonly program: number };

/** What a worker thread is told. */
export type ToWorker = Question | Notice;

/** What a worker thread says. */
export type FromWorker =
  | { readonly kind: 'ready' }
  /** A thread is about to follow its leader, and hears nothing until the end. */
  | { readonly kind: 'following'; readonly call: number }
  | { readonly kind: 'done'; readonly call: number; readonly result: JobResult | Found | undefined }
  | { readonly kind: 'failed'; readonly call: number; readonly error: unknown }
  | { readonly kind: 'full'; readonly program: number; readonly population: number; readonly capacity: number };

/** A channel of messages, the same in Node and in browsers. */
export interface Port<In, Out> {
  /** Sends a message. @param message - the message */
  send(message: Out): void;
  /** Receives messages. @param receive - called with each */
  listen(receive: (message: In) => void): void;
}
