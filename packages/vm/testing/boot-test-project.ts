import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { writeStandIns } from '../../../tools/stand-in-qemu.ts';

export interface ProjectRun {
  /** Absent where a signal ended it. */
  readonly status: number | undefined;
  readonly output: string;
}

/** A project of its own with boot tests, which vitest runs in a child process. */
export interface BootTestProject {
  readonly folder: string;
  /** Where machines have their folders; its path is short, as those of sockets have to be. */
  readonly place: string;
  /** Runs vitest; where its output has `interruptAt`, it is interrupted. */
  run(
    flags: readonly string[],
    environment?: Readonly<Record<string, string>>,
    interruptAt?: string,
  ): Promise<ProjectRun>;
}

export interface ProjectContent {
  /** The test file. */
  readonly tests: string;
  /** Settings of vitest, as code. */
  readonly settings?: string;
  /** Whether stand-ins take the place of QEMU and ssh. */
  readonly standIns: boolean;
}

export function makeBootTestProject(
  folder: string,
  { tests, settings = '', standIns }: ProjectContent,
): BootTestProject {
  rmSync(folder, { recursive: true, force: true });
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  const place = realpathSync(mkdtempSync('/tmp/bw-test-'));
  if (standIns) writeStandIns(programs);
  writeFileSync(join(folder, 'boot.test.ts'), tests);
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default { ssr: { resolve: { conditions: ['@bootwright/source', 'node', 'import', 'default'] } }, test: { ${settings} } };\n`,
  );
  return {
    folder,
    place,
    run: (flags, environment = {}, interruptAt = '') =>
      runVitest(folder, { flags, environment, programs, place, interruptAt }),
  };
}

interface VitestRun {
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly programs: string;
  readonly place: string;
  readonly interruptAt: string;
}

async function runVitest(folder: string, run: VitestRun): Promise<ProjectRun> {
  const { flags, environment, programs, place, interruptAt } = run;
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const { PATH = '', HOME = '' } = process.env;
  const runner = hostRunner({ PATH: `${programs}${delimiter}${PATH}`, HOME, NO_COLOR: '1', TMPDIR: place });
  const command = [process.execPath, vitest, 'run', '--config', 'vitest.config.ts', ...flags];
  let output = '';
  let pid = 0;
  // The shell tells the id of the process that vitest becomes: a signal goes to that alone, and not to its group.
  const result = await runner.run(['sh', '-c', 'echo $$; exec "$@"', 'sh', ...command], {
    cwd: folder,
    env: { XDG_RUNTIME_DIR: place, ...environment },
    onOutput: (piece) => {
      output += new TextDecoder().decode(piece);
      pid ||= Number(/^\d+/.exec(output)?.[0]);
      if (interruptAt !== '' && output.includes(interruptAt)) process.kill(pid, 'SIGINT');
    },
  });
  return { status: result.kind === 'exited' ? result.code : undefined, output };
}
