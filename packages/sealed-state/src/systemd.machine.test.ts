import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { byRoot, needs, program } from '../../../tools/probes.mjs';
import { sealedState } from './sealed-state.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-state-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A root with a passwd(5) of its own and the state in it. */
function root(): string {
  const made = mkdtempSync(join(directory, 'root-'));
  const write = (path: string, text: string, mode?: number) => {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), text, mode === undefined ? {} : { mode });
  };
  write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n');
  write('/etc/group', 'root:x:0:\nwheel:x:10:\n');
  const { directories, files } = sealedState(
    {
      groups: [{ name: 'staff', gid: 2000 }],
      users: [
        {
          ...{
            name: 'alice',
            uid: 1001,
            groups: ['wheel'],
            description: 'Alice "100%" \\',
            exists: false,
            hasHome: true,
          },
          ...{ password: '$6$salt$hash', key: 'ssh-ed25519 AAAA alice' },
        },
      ],
      directories: [{ path: '/var/lib/a b', mode: '0750', group: 2000 }],
      files: [
        { path: '/etc/app/50%[x]*.conf', data: 'x', mode: '0640', group: 2000 },
        { path: '/etc/app/50%x.conf', data: 'y' },
      ],
      timezone: 'Europe/Berlin',
      ...{ enabledUnits: [], maskedUnits: [], mounts: [] },
    },
    true,
    { document: 'blueprint' },
  );
  for (const { path } of directories) mkdirSync(join(made, path), { recursive: true });
  for (const { path, text, mode } of files) write(path, text, mode);
  return made;
}

/** The standard error of a program that ends well. */
function run(command: string, ...args: readonly string[]): string {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr });
  return stderr;
}

const sysusers = needs(program('systemd-sysusers'), program('systemd-tmpfiles'), byRoot());

describe.skipIf(sysusers.missing)(`systemd${sysusers.note}`, () => {
  test('makes the accounts, homes, owners and links', () => {
    const made = root();
    expect(run('systemd-sysusers', `--root=${made}`)).not.toMatch(/50-bootwright|Invalid|Failed/);
    const passwd = readFileSync(join(made, 'etc/passwd'), 'utf8');
    expect(passwd).toContain('alice:x:1001:1001:Alice "100%" \\:/var/home/alice:/bin/bash\n');
    const groups = readFileSync(join(made, 'etc/group'), 'utf8').split('\n');
    expect(groups).toEqual(expect.arrayContaining(['wheel:x:10:alice', 'staff:x:2000:', 'alice:x:1001:']));
    expect(run('systemd-tmpfiles', `--root=${made}`, '--create')).not.toMatch(/50-bootwright|Invalid|Failed/);
    const node = (path: string) => {
      const { uid, gid, mode } = statSync(join(made, path));
      return { uid, gid, mode: (mode & 0o7777).toString(8) };
    };
    expect(node('/var/home/alice')).toEqual({ uid: 1001, gid: 1001, mode: '700' });
    expect(node('/var/home/alice/.ssh/authorized_keys')).toEqual({ uid: 1001, gid: 1001, mode: '600' });
    expect(readFileSync(join(made, 'var/home/alice/.ssh/authorized_keys'), 'utf8')).toBe('ssh-ed25519 AAAA alice\n');
    expect(node('/var/lib/a b')).toEqual({ uid: 0, gid: 2000, mode: '750' });
    expect(node('/etc/app/50%[x]*.conf')).toEqual({ uid: 0, gid: 2000, mode: '640' });
    expect(node('/etc/app/50%x.conf')).toMatchObject({ gid: 0 });
    expect(execFileSync('readlink', [join(made, 'etc/localtime')], { encoding: 'utf8' })).toBe(
      '../usr/share/zoneinfo/Europe/Berlin\n',
    );
  });
});
