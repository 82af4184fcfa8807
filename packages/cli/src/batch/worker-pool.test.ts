import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChunkAnswer } from './chunk-answer.ts';
import type { Line } from './line-chunks.ts';
import { WorkerPool } from './worker-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-pool-'));
const file = join(folder, 'worker.mjs');
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for the thread: it repeats a line, or ends as the line says. */
const worker = `
import { parentPort } from 'node:worker_threads';
const kinds = {
  exit: () => process.exit(1),
  throw: () => { throw new TypeError('a mistake'); },
  fill: () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); },
};
parentPort.on('message', ({ id, lines }) => {
  const texts = lines.map(({ bytes }) => Buffer.from(bytes).toString());
  for (const text of texts) kinds[text]?.();
  const bytes = texts.map((text) => new Uint8Array(Buffer.from(JSON.stringify({ text }) + '\\n')));
  parentPort.postMessage({ id, answer: { bytes, counts: { manifest: lines.length, fault: 0, bug: 0 } } });
});
`;
beforeAll(() => writeFileSync(file, worker));

const options = { profile: 'reference', mockSources: true, manifests: false } as const;
const chunk = (...texts: readonly string[]): readonly Line[] =>
  texts.map((text, index) => ({ kind: 'bytes', number: index + 1, bytes: new TextEncoder().encode(text) }));
const told = ({ bytes, counts }: ChunkAnswer) => ({
  answers: bytes.map((one) => JSON.parse(new TextDecoder().decode(one))),
  counts,
});

async function answered(jobs: number, ...chunks: readonly (readonly Line[])[]) {
  const pool = new WorkerPool(pathToFileURL(file), jobs, options);
  try {
    return (await Promise.all(chunks.map((lines) => pool.answer(lines)))).map(told);
  } finally {
    await pool.close();
  }
}

const bug = (message: string) => ({
  outcome: 'error',
  fault: expect.objectContaining({ code: 'internal/bug', message: `this is a bug in Bootwright: ${message}` }),
});

test.each([1, 2, 4])('with %d threads only the line that ends its thread is lost, wherever it is', async (jobs) => {
  const good = [{ text: 'a' }, { text: 'b' }];
  const lost = bug('TypeError: a mistake');
  const some = { manifest: 2, fault: 0, bug: 1 };
  expect(
    await answered(jobs, chunk('throw', 'a', 'b'), chunk('a', 'throw', 'b'), chunk('a', 'b', 'throw'), chunk('a', 'b')),
  ).toEqual([
    { answers: [lost, ...good], counts: some },
    { answers: [good[0], lost, good[1]], counts: some },
    { answers: [...good, lost], counts: some },
    { answers: good, counts: { manifest: 2, fault: 0, bug: 0 } },
  ]);
});

test('every line that ends its thread has an answer of its own', async () => {
  expect(await answered(1, chunk('exit', 'a', 'exit', 'throw'))).toEqual([
    {
      answers: [
        bug('Error: a worker thread ended before its work'),
        { text: 'a' },
        bug('Error: a worker thread ended before its work'),
        bug('TypeError: a mistake'),
      ],
      counts: { manifest: 1, fault: 0, bug: 3 },
    },
  ]);
});
