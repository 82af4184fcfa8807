import { expect, test } from 'vitest';
import { withinTime } from './within-time.ts';

const never = new AbortController().signal;
/** Ends when its signal does, with an error of its own. */
const untilEnded = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const end = () => reject(new Error('ended'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

test('gives what is ready in time', async () => {
  expect(await withinTime(1_000_000, never, async () => 'value')).toBe('value');
  expect(await withinTime(undefined, never, async () => 'value')).toBe('value');
});

test('ends what takes longer, and says so', async () => {
  await expect(withinTime(1, never, untilEnded)).rejects.toMatchObject({
    code: 'image/timeout',
    message: 'reading the container took longer than 0.001 s',
  });
});

test('passes on an interrupt, before and meanwhile', async () => {
  await expect(withinTime(1_000_000, AbortSignal.abort(), untilEnded)).rejects.toThrow('ended');
  const controller = new AbortController();
  const ended = withinTime(1_000_000, controller.signal, untilEnded);
  controller.abort();
  await expect(ended).rejects.toThrow('ended');
});
