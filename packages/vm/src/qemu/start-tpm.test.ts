import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOptions, CommandRunner } from '@bootwright/process';
import { openLease } from '@bootwright/process';
import { expect, test } from 'vitest';
import { startTpm } from './start-tpm.ts';

test('commas in the folders of a run reach no option of swtpm', async () => {
  const place = mkdtempSync(join(tmpdir(), 'bootwright-tpm,'));
  try {
    mkdirSync(join(place, 'run,mode=0777'), { mode: 0o700 });
    const calls: { readonly command: readonly string[]; readonly options: CommandOptions }[] = [];
    const runner: CommandRunner = {
      run: (command, options = {}) => {
        calls.push({ command, options });
        // swtpm makes its socket, and runs on.
        writeFileSync(join(options.cwd ?? '', 'tpm'), '');
        return new Promise(() => undefined);
      },
    };
    const environment = { XDG_RUNTIME_DIR: join(place, 'run,mode=0777'), TMPDIR: place };
    const lease = openLease('boot', { runner, environment });
    const signal = new AbortController().signal;
    await startTpm(join(lease.runFolder, 'tpm'), { lease, runner, signal });
    expect(calls.map(({ command, options }) => ({ command, cwd: options.cwd }))).toEqual([
      {
        command: [
          ...['swtpm', 'socket', '--tpm2', '--tpmstate', 'dir=tpm-state'],
          ...['--ctrl', 'type=unixio,path=tpm', '--terminate'],
        ],
        cwd: lease.runFolder,
      },
    ]);
    expect(statSync(join(lease.runFolder, 'tpm-state')).mode & 0o777).toBe(0o700);
    await lease.release();
  } finally {
    rmSync(place, { recursive: true });
  }
});
