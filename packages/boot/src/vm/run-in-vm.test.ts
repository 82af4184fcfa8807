import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GiB } from '@bootwright/core';
import { findProgram, hostRunner, outputText } from '@bootwright/process';
import { afterAll, describe, expect, test } from 'vitest';
import { openLease } from '../leases/lease.ts';
import { findKernel } from './find-kernel.ts';
import { prepareVm } from './prepare-vm.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'bw-vm-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const kernel = process.env.BOOTWRIGHT_VM_KERNEL;

function whyNot(): string {
  if (process.arch !== 'x64') return 'this machine is no x86_64';
  if (findProgram('qemu-system-x86_64', process.env) === undefined) return 'there is no qemu-system-x86_64';
  if (findProgram('busybox', process.env) === undefined) return 'there is no busybox';
  try {
    findKernel(kernel);
    return '';
  } catch {
    return 'there is no kernel with modules; BOOTWRIGHT_VM_KERNEL names one';
  }
}
const reason = whyNot();

describe.runIf(reason === '')(
  `a machine with the files of this one${reason === '' ? '' : ` (not run: ${reason})`}`,
  () => {
    test('runs a command, whose output, files and exit code come back', { timeout: 900_000 }, async () => {
      const runner = hostRunner(process.env);
      const environment = { PATH: process.env.PATH, XDG_RUNTIME_DIR: home, TMPDIR: home };
      await using lease = openLease('vm', { runner, environment });
      const output = mkdtempSync(join(home, 'out-'));
      const script = [
        'echo "$WORD from the guest"',
        'echo complaint >&2',
        'truncate -s 1M /run/bootwright-store/disk && losetup /dev/loop0 /run/bootwright-store/disk',
        'grep -o vfat /proc/filesystems >/run/bootwright-output/filesystem',
        'exit 7',
      ].join('\n');
      const prepared = await prepareVm(
        { architecture: 'x86_64', scratch: GiB(1), ...(kernel === undefined ? {} : { kernel }) },
        { command: ['sh', '-c', script], environment: { WORD: 'hello' }, outputDirectory: output },
        { runner, lease, environment },
      );
      const result = await runner.run(prepared.command, {
        env: lease.environment,
        diesWithUs: true,
        stdinUntil: new Promise(() => undefined),
      });
      expect('stdout' in result && outputText(result.stdout)).toBe('hello from the guest\n');
      expect(readFileSync(prepared.exitFile, 'utf8')).toBe('7\n');
      expect(readFileSync(prepared.stderrFile, 'utf8')).toBe('complaint\n');
      expect(readFileSync(join(output, 'filesystem'), 'utf8')).toBe('vfat\n');
    });
  },
);
