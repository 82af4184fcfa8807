import { join } from 'node:path';
import { hostRunner, outputText } from '@bootwright/process';
import { writeNodeProgram } from '../../../tools/node-program.ts';

/** The outcome of a process that exited. */
export interface ExitedCommand {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as processes of its own, which start others of themselves, in `home` and with these variables alone. */
export class CommandProcess {
  readonly #home: string;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(home: string, environment: Readonly<Record<string, string>>) {
    this.#home = home;
    this.#environment = environment;
  }

  get #program(): string {
    return join(this.#home, 'bootwright.mjs');
  }

  /** Writes the program; before the first run. */
  async write(): Promise<void> {
    const code = `import { runProcess } from './run-process.ts';
await runProcess(() => new URL(import.meta.url));`;
    await writeNodeProgram(this.#program, code, join(import.meta.dirname, '../src'));
  }

  async run(argv: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<ExitedCommand> {
    const command = [process.execPath, this.#program, ...argv] as const;
    const result = await hostRunner(this.#environment).run(command, { cwd: this.#home, env: more });
    if (result.kind !== 'exited') throw new Error(`it did not exit: ${result.kind}`);
    return { status: result.code, stdout: outputText(result.stdout), stderr: outputText(result.stderr) };
  }
}
