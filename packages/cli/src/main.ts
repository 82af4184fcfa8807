import { isMainThread } from 'node:worker_threads';
import { descriptorOutput } from './descriptor-output.ts';
import { exitStatus } from './exit-status.ts';
import { Interrupts } from './interruption.ts';
import { processHost } from './process-host.ts';
import { run, settledStatus } from './run.ts';

/** The command itself: this process as the host, and the only `process.exit`. Worker threads start here as well. */
async function main(): Promise<void> {
  const interrupts = new Interrupts();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // What does not end when it is asked to ends with the second interrupt.
    process.on(signal, () => {
      if (!interrupts.interrupt()) process.exit(exitStatus.interrupted);
    });
  }
  const outputs = {
    stdout: descriptorOutput('stdout', process.env),
    stderr: descriptorOutput('stderr', process.env),
  };
  const status = await run(process.argv.slice(2), processHost(new URL(import.meta.url), interrupts, outputs));
  process.exit(await settledStatus(status, outputs));
}

if (isMainThread) await main();
else (await import('./batch/worker-thread.ts')).serveChunks();
