import { parentPort, workerData } from 'node:worker_threads';
import type { AnswerOptions } from './answer.ts';
import { type ChunkAnswer, chunkAnswerer } from './chunk-answer.ts';
import type { Line } from './line-chunks.ts';

/** A chunk on its way to a worker, and its answer on the way back. */
export interface WorkerJob {
  readonly id: number;
  readonly lines: readonly Line[];
}
export interface WorkerResult {
  readonly id: number;
  readonly answer: ChunkAnswer;
}

/** The life of a worker thread: it answers chunks until it is ended. */
export function serveChunks(): void {
  const port = parentPort;
  if (port === null) throw new Error('a worker thread has a parent');
  const options: AnswerOptions = workerData;
  const answerChunk = chunkAnswerer(options);
  port.on('message', ({ id, lines }: WorkerJob) => {
    const result: WorkerResult = { id, answer: answerChunk(lines) };
    port.postMessage(
      result,
      result.answer.bytes.map(({ buffer }) => buffer),
    );
  });
}
