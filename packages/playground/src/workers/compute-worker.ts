import './node-globals.ts';
import { createImage } from '../compute/create-outcome.ts';
import { stageCauses } from '../compute/stage-causes.ts';
import { twinAnswer } from '../compute/twin-answer.ts';
import type { ComputeAnswer, ComputeRequest } from './compute-messages.ts';

const post = (answer: ComputeAnswer): void => postMessage(answer);

/** Milliseconds: causes that take longer to find are not shown. */
const longestSearch = 3000;

let newest = 0;

addEventListener('message', ({ data }: MessageEvent<ComputeRequest>) => {
  newest = data.id;
  void answer(data);
});

async function answer({ id, input }: ComputeRequest): Promise<void> {
  const isCurrent = (): boolean => id === newest;
  // Questions that came meanwhile are already in the queue, and the last of them counts.
  await pause();
  if (!isCurrent()) return;
  try {
    const start = performance.now();
    const { outcome, twin } = await createImage(input);
    post({ kind: 'outcome', id, outcome, milliseconds: performance.now() - start });
    await pause();
    if (!isCurrent()) return;
    if (twin !== undefined) post({ kind: 'twin', id, twin: await twinAnswer(twin) });
    await pause();
    if (!isCurrent()) return;
    const end = performance.now() + longestSearch;
    const causes = await stageCauses(input, () => isCurrent() && performance.now() < end, pause);
    if (isCurrent()) post({ kind: 'causes', id, causes });
  } catch (error) {
    post({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
