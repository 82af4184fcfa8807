import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captured } from '@bootwright/cli';
import { hostRunner, outputText } from '@bootwright/process';
import { localWords } from '../../cli/testing/help-examples.ts';
import { fits, type Sample, typedIn } from './samples.ts';

/** Programs that every machine has which can clone the repository. */
const programs = ['cat', 'cp', 'echo', 'git', 'ls', 'mkdir', 'mv', 'rm', 'sed', 'wc'];

/** Runs the commands of a console in a folder. Gives its text with what they print, where that is not what it shows. */
export async function runConsole({ text }: Sample, directory: string): Promise<string> {
  const lines: string[] = [];
  let status = 0;
  for (const { command, printed } of typedIn(text)) {
    const flat = command.replaceAll(/\\\n> ?\s*/g, ' ');
    const result = await run(flat);
    const output = result.output.replace(/\n$/, '').split('\n');
    const real = result.output === '' ? [] : output;
    lines.push(`$ ${command}`, ...(fits(printed, real) ? printed : real));
    status = result.status;
  }
  return lines.join('\n');

  async function run(command: string): Promise<{ readonly output: string; readonly status: number }> {
    if (command === 'echo $?') return { output: `${status}\n`, status: 0 };
    if (command.startsWith('bootwright ')) return runBootwright(command);
    const program = command.split(' ', 1)[0] ?? '';
    if (!programs.includes(program)) throw new Error(`${program} is not on every machine: say what the sample needs`);
    const environment = {
      PATH: process.env.PATH ?? '',
      HOME: directory,
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.com',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.com',
    };
    const result = await hostRunner(environment).run(['sh', '-c', command], { cwd: directory });
    if (result.kind !== 'exited') throw new Error(`${command}: ${result.kind}`);
    return { output: outputText(result.stdout) + outputText(result.stderr), status: result.code };
  }

  async function runBootwright(command: string): Promise<{ readonly output: string; readonly status: number }> {
    const file = / > (\S+)$/.exec(command)?.[1];
    const environment = { PATH: process.env.PATH ?? '', HOME: directory };
    const result = await captured(localWords(command), { directory, environment, columns: 88, terminal: true });
    const { stdout, stderr, status: ended } = result;
    if (file !== undefined) writeFileSync(join(directory, file), stdout);
    // The archive stands for the image that the guide names; progress is redrawn in its line, and gone at the end.
    const shown = (file === undefined ? `${stderr}${stdout}` : stderr)
      .replaceAll('oci-archive:os.tar:registry.example.com', 'docker://registry.example.com')
      .replaceAll('\u001b[K', '')
      .replaceAll(/[^\n]*\r/g, '');
    return { output: shown, status: ended };
  }
}
