import { defined } from '@bootwright/core';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { openInput } from '../files/open-input.ts';
import { untilAborted } from '../files/until-aborted.ts';
import type { Host } from '../host.ts';
import { readSigning } from '../manifest/addon-maker.ts';
import type { AnswerOptions } from './answer.ts';
import type { BatchGiven } from './batch-options.ts';
import { addCounts, type ChunkAnswer, chunkAnswerer, noCounts } from './chunk-answer.ts';
import { bytesOf, type Line, lineChunks } from './line-chunks.ts';
import { ProgressBar } from './progress.ts';
import { WorkerPool } from './worker-pool.ts';

const limits = { lineBytes: 64 * 1024 * 1024, chunkLines: 64, chunkBytes: 1024 * 1024 };

/** Bytes of lines that are under way. */
const mostBytes = 32 * 1024 * 1024;

/** Chunks under way for each thread: one that is worked at, and two that wait. */
const chunksPerJob = 3;

/** Answers every request of a file or of standard input with one line on standard output, in order. */
export async function runBatch(file: string, given: BatchGiven, context: CommandContext): Promise<ExitStatus> {
  const { host } = context;
  const input = await openInput(file, host);
  const options: AnswerOptions = {
    profile: given.profile ?? 'reference',
    mockSources: given.mockSources,
    manifests: given.manifests,
    ...defined({ file: input.name, signing: await readSigning(given, context) }),
  };
  const answering = openAnswering(options, given.jobs ?? 1, host.workerFile);
  const bar = new ProgressBar(host.stderr, () => performance.now());
  let counts = noCounts;
  const finish = async ({ bytes, counts: own }: ChunkAnswer): Promise<void> => {
    counts = addCounts(counts, own);
    for (const one of bytes) await host.stdout.write(one);
    await bar.show(counts, input.share());
  };
  const failed = new AbortController();
  const underWay: { readonly written: Promise<void>; readonly bytes: number }[] = [];
  let last: Promise<void> = Promise.resolve();
  try {
    for await (const lines of lineChunks(
      untilAborted(() => input.bytes, failed.signal),
      limits,
    )) {
      const bytes = bytesOf(lines);
      while (isFull(underWay, bytes, answering.room)) await underWay.shift()?.written;
      const pending = answering.answer(lines);
      // Answers are written in order, each as soon as it is there: whoever asks may wait for it before asking again.
      last = last.then(async () => finish(await pending));
      last.catch((error: unknown) => failed.abort(error));
      underWay.push({ written: last, bytes });
    }
    await last;
  } finally {
    await answering.close();
  }
  await bar.end(counts);
  return counts.bug === 0 ? exitStatus.done : exitStatus.internal;
}

/** Whether a chunk of `next` bytes has to wait; one that is larger than the limit goes alone. */
function isFull(underWay: readonly { readonly bytes: number }[], next: number, room: number): boolean {
  const bytes = underWay.reduce((sum, one) => sum + one.bytes, 0);
  return underWay.length >= room || (underWay.length > 0 && bytes + next > mostBytes);
}

interface Answering {
  /** Chunks that may be under way. */
  readonly room: number;
  answer(lines: readonly Line[]): Promise<ChunkAnswer>;
  close(): Promise<void>;
}

function openAnswering(options: AnswerOptions, jobs: number, workerFile: Host['workerFile']): Answering {
  if (workerFile !== undefined) {
    // A single one as well: what a line costs in time and memory is not taken from the thread that takes signals.
    const pool = new WorkerPool(workerFile(), jobs, options);
    return { room: jobs * chunksPerJob, answer: (lines) => pool.answer(lines), close: () => pool.close() };
  }
  const answerChunk = chunkAnswerer(options);
  return { room: 1, answer: async (lines) => answerChunk(lines), close: async () => {} };
}
