import type { DescriptorOutput } from './descriptor-output.ts';
import type { Host } from './host.ts';
import type { Interrupts } from './interruption.ts';

/** Where a process writes. */
export interface StandardOutputs {
  readonly stdout: DescriptorOutput;
  readonly stderr: DescriptorOutput;
}

/** This process as the host of a command. `workerFile`: the entry file of worker threads. */
export function processHost(workerFile: URL, interrupts: Interrupts, outputs: StandardOutputs): Host {
  return {
    ...outputs,
    stdin: () => process.stdin,
    environment: process.env,
    directory: process.cwd(),
    machine: process.arch,
    workerFile,
    commandRunner: async (environment) => (await import('@bootwright/process')).hostRunner(environment),
    interruptible: (use) => interrupts.run(use),
    computing: (work) => interrupts.compute(work),
    freshSeed: () => crypto.getRandomValues(new BigInt64Array(1))[0] ?? 0n,
  };
}
