import { isMainThread } from 'node:worker_threads';
import { calledAs } from './compat/called-as.ts';
import { descriptorOutput } from './descriptor-output.ts';
import { exitStatus } from './exit-status.ts';
import { Interrupts, type SignalSwitch } from './interruption.ts';
import { run, settledStatus } from './run.ts';

/**
 * The command itself: this process as the host, and the only `process.exit`. Worker threads start here as well, with the
 * script that `workerFile` gives: the one that calls this.
 */
export async function runProcess(workerFile: () => URL): Promise<void> {
  if (isMainThread) return runInProcess(workerFile);
  (await import('./batch/worker-thread.ts')).serveChunks();
}

async function runInProcess(workerFile: () => URL): Promise<void> {
  // Without a umask, other users could write to what osbuild creates, and change what is booted.
  process.umask(process.umask() | 0o002);
  const signals = signalSwitch(() => {
    // The second interrupt ends what does not stop after the first.
    if (!interrupts.interrupt()) process.exit(exitStatus.interrupted);
  });
  const interrupts = new Interrupts(signals);
  signals.take();
  const outputs = {
    stdout: descriptorOutput('stdout', process.env),
    stderr: descriptorOutput('stderr', process.env),
  };
  const status = await run(calledAs(process.argv[1] ?? '', process.argv.slice(2)), {
    ...outputs,
    stdin: () => process.stdin,
    environment: process.env,
    directory: process.cwd(),
    machine: process.arch,
    workerFile,
    again: () => {
      const [script = '', ...argv] = process.argv.slice(1);
      // A single executable takes no script.
      const isExecutable = workerFile().protocol === 'data:';
      return [process.execPath, ...(isExecutable ? [] : [...process.execArgv, script]), ...argv];
    },
    foreground: async (command) => (await import('@bootwright/process')).runInForeground(command, process.env),
    commandRunner: async (environment) => (await import('@bootwright/process')).hostRunner(environment),
    interruptible: (use) => interrupts.run(use),
    computing: (work) => interrupts.compute(work),
    freshSeed: () => crypto.getRandomValues(new BigInt64Array(1))[0] ?? 0n,
  });
  process.exit(await settledStatus(status, outputs));
}

function signalSwitch(onSignal: () => void): SignalSwitch {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return {
    take: () => {
      for (const signal of signals) if (!process.listeners(signal).includes(onSignal)) process.on(signal, onSignal);
    },
    leave: () => {
      // The kernel ignores signals to the first process of a container unless that handles them.
      if (process.pid === 1) return;
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
