import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bootwright-list-'));
  mkdirSync(join(root, 'usr/lib/modules/6.1'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/os-release'), 'ID=acme\nNAME="Acme OS"\nVERSION_ID=1\n');
  writeFileSync(join(root, 'usr/lib/modules/6.1/vmlinuz'), 'k');
  mkdirSync(join(root, 'usr/lib/bootc/install'), { recursive: true });
  writeFileSync(join(root, 'usr/lib/bootc/install/00.toml'), '[install.filesystem.root]\ntype = "ext4"\n');
});

afterAll(() => rmSync(root, { recursive: true }));

test('a fault that all types share is printed once, without the name of a type', async () => {
  const { stdout } = await captured(['list', '--root', root, '--arch', 'riscv64']);
  const [, reasons] = stdout.split('No image is possible:\n');
  expect(reasons).toBe(
    [
      '  the image type does not exist for riscv64 [image-type/architecture]',
      '    help: use a container for one of x86_64, aarch64, ppc64le, s390x',
      '',
    ].join('\n'),
  );
});

describe('without a container', () => {
  test('--arch names the types of that architecture alone', async () => {
    expect(await captured(['list', '--arch', 'riscv64'])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'error: no image type exists for riscv64 [usage/value]\n  help: use one of x86_64, aarch64, ppc64le, s390x\n',
    });
    expect((await captured(['list', '--arch', 's390x'])).stdout).toContain('qcow2');
  });

  test.each([
    ['list', '--timeout', '3s'],
    ['list', '--tls-verify=false'],
    ['list', '--token-host', 'auth.example.com'],
    ['list', '--authfile', 'auth.json'],
    ['describe', 'qcow2', '--authfile', 'auth.json'],
    ['list', '--profile', 'recommended'],
    ['describe', 'qcow2', '--profile', 'recommended'],
  ])('%s: an option about a container is a usage error: %s', async (...argv) => {
    const { status, stdout, stderr } = await captured(argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('has no effect without a container [usage/options]');
  });

  test('a login file that a variable names is for other commands', async () => {
    const { status } = await captured(['list'], { environment: { REGISTRY_AUTH_FILE: 'auth.json' } });
    expect(status).toBe(0);
  });
});
