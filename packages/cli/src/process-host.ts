import type { WriteStream } from 'node:tty';
import type { Host, Output } from './host.ts';
import type { Interrupts } from './interruption.ts';
import { wantsColour } from './terminal/colour.ts';

/** This process as the host of a command. `workerFile` is what worker threads start with. */
export function processHost(workerFile: URL, interrupts: Interrupts): Host {
  return {
    stdout: streamOutput(process.stdout),
    stderr: streamOutput(process.stderr),
    stdin: () => process.stdin,
    environment: process.env,
    directory: process.cwd(),
    machine: process.arch,
    workerFile,
    commandRunner: async (environment) => (await import('@bootwright/process')).hostRunner(environment),
    interruptible: (use) => interrupts.run(use),
    freshSeed: () => crypto.getRandomValues(new BigInt64Array(1))[0] ?? 0n,
  };
}

function streamOutput(stream: WriteStream): Output {
  const terminal = stream.isTTY === true;
  return {
    terminal,
    colour: wantsColour(terminal, process.env),
    // A terminal may be made wider or narrower.
    get columns() {
      return terminal ? Math.max(stream.columns, 40) : 100;
    },
    write: (text) => new Promise((resolve) => stream.write(text, () => resolve())),
  };
}
