import { expect, test } from 'vitest';
import { captured } from '../../captured.ts';
import { foreignArchitecture } from './foreign-architecture.ts';

test.each([
  ['an ISO of the same architecture is built', 'x86_64', true, undefined],
  ['an ISO of another architecture is a fault', 'aarch64', true, 'build/architecture'],
  ['a disk of another architecture needs emulated programs', 'riscv64', false, 'build/emulated'],
] as const)('%s', (_, architecture, isIso, code) => {
  expect(foreignArchitecture({ architecture, host: 'x86_64', isIso })?.code).toBe(code);
});

test('build rejects an ISO for another architecture before it looks at the host', async () => {
  const container = {
    ...{
      imgref: 'registry.example.com/me/os:1',
      image_id: `sha256:${'a'.repeat(64)}`,
      arch: 'aarch64',
      size: 1_000_000_000,
    },
    default_root_fs: 'ext4',
    os_info: {
      os_release: { id: 'acme', version_id: '1', name: 'Acme' },
      kernel_info: { version: '6.12' },
      uefi_vendor: 'acme',
    },
  };
  const stdin = JSON.stringify({ container, image_type: 'bootc-generic-iso', seed: 1 });
  const { status, stdout, stderr } = await captured(['build', '--request', '-'], { stdin });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('an ISO for aarch64 is not built on this host, which is x86_64 [build/architecture]');
});
