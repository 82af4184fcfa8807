import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostRunner, sweepLeases } from '@bootwright/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../tools/node-program.ts';
import { findProgram, program as installed, needs, x64 } from '../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../tools/serial-disk.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bw-kill-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const runner = hostRunner(process.env);
const program = join(home, 'boots.mjs');
const disk = join(home, 'disk.raw');
const hasTpm = findProgram('swtpm') !== undefined;

/** Boots the disk, says by a line how far it is, and stays. */
const code = `
  import { boot, until } from './index.ts';
  console.log('starting');
  const machine = await boot(process.argv[2], {
    architecture: 'x86_64',
    accelerator: 'auto',
    firmware: { kind: 'bios' },
    tpm: process.argv[3] === 'tpm',
    script: 'true',
    journal: true,
    credentials: { secret: 'x' },
  });
  console.log('started');
  await machine.waitFor(until.line('running'));
  console.log('running');
  await machine.waitFor(until.end());
`;

/** Numbers from 0 to 1 that are the same in every run: a linear congruential generator, Numerical Recipes 7.1. */
function randomNumbers(seed: number, count: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  });
}

/** Processes of this test's machines, by their command lines. */
function processesOf(place: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return /qemu-system|swtpm/.test(line) && line.includes(place);
      } catch {
        return false;
      }
    });
}

const qemu = needs(x64(), installed('qemu-system-x86_64'));
describe.skipIf(qemu.missing)(`a boot that is killed${qemu.note}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    writeSerialDisk(disk, '\r\nrunning\r\n', 'hang');
    await writeNodeProgram(program, code, import.meta.dirname);
  });

  /** Kills the program so long after it has written the line; returns whether it still ran. */
  async function killed(place: string, after: string, milliseconds: number): Promise<boolean> {
    const environment = { XDG_RUNTIME_DIR: place, TMPDIR: place };
    let timer: NodeJS.Timeout | undefined;
    let pid = 0;
    const command = ['sh', '-c', 'echo $$; exec "$@"', 'sh', process.execPath, program, disk, hasTpm ? 'tpm' : ''];
    let said = '';
    const result = await runner.run(command, {
      env: environment,
      onOutput: (piece) => {
        said += Buffer.from(piece).toString();
        pid ||= Number(/^\d+\n/.exec(said)?.[0]);
        if (said.includes(after)) timer ??= setTimeout(() => process.kill(pid, 'SIGKILL'), milliseconds);
      },
    });
    clearTimeout(timer);
    return result.kind === 'signalled' && result.signal === 'SIGKILL';
  }

  // From the first line of code to where the machine runs takes some 300 ms on an idle machine, more on a busy one.
  const moments = [
    ...randomNumbers(1, 14).map((number) => ['starting', Math.round(number * 500)] as const),
    ...randomNumbers(2, 4).map((number) => ['started', Math.round(number * 300)] as const),
    ...randomNumbers(3, 4).map((number) => ['running', Math.round(number * 100)] as const),
  ];

  let found = 0;
  test.each(moments.map(([after, wait], index) => [index, after, wait] as const))(
    'at moment %i, %s and %i ms later, leaves nothing behind the next sweep',
    async (index, after, wait) => {
      const place = join(home, `${index}`);
      mkdirSync(place);
      expect(await killed(place, after, wait)).toBe(true);
      const swept = await sweepLeases({ runner, environment: { XDG_RUNTIME_DIR: place, TMPDIR: place } });
      found += swept.filter(({ removed }) => removed.some((path) => path.startsWith(place))).length;
      expect(swept.flatMap(({ left }) => left)).toEqual([]);
      expect(processesOf(place)).toEqual([]);
      const state = join(place, 'bootwright');
      expect(readdirSync(place).filter((name) => name !== 'bootwright')).toEqual([]);
      // Killed before its first lease it has not even the folder for them.
      expect(readdirSync(place).length === 0 ? [] : readdirSync(state)).toEqual([]);
    },
  );

  test('most of them had something to leave', () => expect(found).toBeGreaterThan(moments.length / 2));
});
