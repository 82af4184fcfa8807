import type { Profile } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { openInput } from '../files/open-input.ts';
import type { AnswerOptions } from './answer.ts';
import { addCounts, type ChunkAnswer, chunkAnswerer, noCounts } from './chunk-answer.ts';
import { type Line, lineChunks } from './line-chunks.ts';
import { ProgressBar } from './progress.ts';
import { WorkerPool } from './worker-pool.ts';

interface Given {
  readonly profile?: Profile;
  readonly jobs?: number;
  readonly mockSources: boolean;
  readonly manifests: boolean;
}

const limits = { lineBytes: 64 * 1024 * 1024, chunkLines: 64 };

/** Chunks under way for each thread: one that is worked at, and two that wait. */
const chunksPerJob = 3;

/** Answers every request of a file or of standard input with one line on standard output, in order. */
export async function runBatch(file: string, given: Given, context: CommandContext): Promise<ExitStatus> {
  const { host } = context;
  const input = await openInput(file, host);
  const answering = openAnswering(given, input.name, host.workerFile);
  const bar = new ProgressBar(host.stderr, () => performance.now());
  let counts = noCounts;
  const finish = async (pending: Promise<ChunkAnswer>): Promise<void> => {
    const { text, counts: own } = await pending;
    counts = addCounts(counts, own);
    await host.stdout.write(text);
    await bar.show(counts, input.share());
  };
  try {
    const underWay: Promise<ChunkAnswer>[] = [];
    for await (const lines of lineChunks(input.bytes, limits)) {
      underWay.push(answering.answer(lines));
      const oldest = underWay.length >= answering.room ? underWay.shift() : undefined;
      if (oldest !== undefined) await finish(oldest);
    }
    for (const pending of underWay) await finish(pending);
  } finally {
    await answering.close();
  }
  await bar.end(counts);
  return counts.bug === 0 ? exitStatus.done : exitStatus.internal;
}

interface Answering {
  /** Chunks that may be under way. */
  readonly room: number;
  answer(lines: readonly Line[]): Promise<ChunkAnswer>;
  close(): Promise<void>;
}

function openAnswering(given: Given, file: string | undefined, workerFile: URL | undefined): Answering {
  const options: AnswerOptions = {
    profile: given.profile ?? 'reference',
    mockSources: given.mockSources,
    manifests: given.manifests,
    ...(file === undefined ? {} : { file }),
  };
  const jobs = given.jobs ?? 1;
  if (jobs > 1 && workerFile !== undefined) {
    const pool = new WorkerPool(workerFile, jobs, options);
    return { room: jobs * chunksPerJob, answer: (lines) => pool.answer(lines), close: () => pool.close() };
  }
  const answerChunk = chunkAnswerer(options);
  return { room: 1, answer: async (lines) => answerChunk(lines), close: async () => {} };
}
