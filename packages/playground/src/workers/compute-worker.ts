import './node-globals.ts';
import { createOutcome } from '../compute/create-outcome.ts';
import { stageCauses } from '../compute/stage-causes.ts';
import type { ComputeAnswer, ComputeRequest } from './compute-messages.ts';

const post = (answer: ComputeAnswer): void => postMessage(answer);

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
    const outcome = await createOutcome(input);
    post({ kind: 'outcome', id, outcome, milliseconds: performance.now() - start });
    await pause();
    if (!isCurrent()) return;
    const causes = await stageCauses(input, isCurrent, pause);
    if (isCurrent()) post({ kind: 'causes', id, causes });
  } catch (error) {
    post({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
