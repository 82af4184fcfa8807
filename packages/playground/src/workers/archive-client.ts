import type { ArchiveAnswer, ArchiveRequest } from './archive-messages.ts';
import ArchiveWorker from './archive-worker.ts?worker&inline';

/** Reads an archive in a worker of its own, which `signal` ends. */
export function readInWorker(
  request: ArchiveRequest,
  onAnswer: (answer: ArchiveAnswer) => void,
  signal: AbortSignal,
): void {
  const worker = new ArchiveWorker();
  const end = (): void => worker.terminate();
  signal.addEventListener('abort', end);
  worker.addEventListener('message', ({ data }: MessageEvent<ArchiveAnswer>) => {
    onAnswer(data);
    if (data.kind !== 'progress') end();
  });
  worker.addEventListener('error', ({ message }) => {
    end();
    onAnswer({
      kind: 'faults',
      findings: [{ level: 'fault', code: 'image/archive', message: `the archive cannot be read: ${message}` }],
    });
  });
  worker.postMessage(request);
}
