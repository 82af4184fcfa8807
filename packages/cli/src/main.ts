import { isMainThread } from 'node:worker_threads';
import { exitStatus } from './exit-status.ts';
import { Interrupts } from './interruption.ts';
import { processHost } from './process-host.ts';
import { run } from './run.ts';

/** The command itself: this process as the host, and the only `process.exit`. Worker threads start here as well. */
async function main(): Promise<void> {
  const interrupts = new Interrupts();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // What does not end when it is asked to ends with the second interrupt.
    process.on(signal, () => {
      if (!interrupts.interrupt()) process.exit(exitStatus.interrupted);
    });
  }
  // Whoever read the output has closed it, as "| head" does: there is nobody left to tell.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? exitStatus.done : exitStatus.internal);
    });
  }
  process.exit(await run(process.argv.slice(2), processHost(new URL(import.meta.url), interrupts)));
}

if (isMainThread) await main();
else (await import('./batch/worker-thread.ts')).serveChunks();
