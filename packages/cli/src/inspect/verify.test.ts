import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { archiveOf, bootableFiles, ociLayout, type WrittenEntry } from '../../../../tools/inspect-testing.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-verify-'));
afterAll(() => rmSync(directory, { recursive: true }));

const placeholder = 'c0ffee00'.repeat(16);

/** An archive of a sealed container, with every directory that composefs asks for. */
function archive(name: string, seal: string, more: readonly WrittenEntry[] = []): string {
  const files = Object.entries(bootableFiles('sealed')).filter(([path]) => !path.startsWith('etc/selinux'));
  const folders = files.flatMap(([path]) => path.split('/').map((_, depth, steps) => steps.slice(0, depth).join('/')));
  const layer = [
    ...[...new Set([...folders, 'sysroot'])].filter((path) => path !== '').map((path) => ({ name: path, type: '5' })),
    ...files.map(([path, content]) => ({
      name: path,
      content: Buffer.from(Buffer.from(content).toString('latin1').replace(placeholder, seal), 'latin1'),
    })),
    ...more,
  ];
  writeFileSync(join(directory, name), archiveOf(ociLayout({ layers: [layer] })));
  return `oci-archive:${name}`;
}

const verify = (reference: string, ...more: readonly string[]) =>
  captured(['inspect', '--verify', reference, '--arch', 'x86_64', ...more], { directory });

describe('--verify', () => {
  test('tells whether the root in the layers is the one that is sealed', async () => {
    const unsealed = await verify(archive('first.tar', placeholder), '--json');
    const { composefs } = JSON.parse(unsealed.stdout);
    expect(unsealed.status).toBe(4);
    expect(composefs).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{128}$/),
      seals: [{ file: 'boot/EFI/Linux/6.12.7.efi', digest: placeholder, holds: false, verdict: { kind: 'differs' } }],
    });
    // What is in /boot does not count, so that the digest can be put there.
    const sealed = await verify(archive('second.tar', composefs.digest));
    expect(sealed.status).toBe(0);
    expect(sealed.stdout).toMatch(/Seal +holds: 6\.12\.7\.efi boots this root/);
    const changed = await verify(archive('third.tar', composefs.digest, [{ name: 'usr/more', content: 'x' }]));
    expect(changed.status).toBe(4);
    expect(changed.stderr).toMatch(/sealed with [0-9a-f]{16}…, and the root has [0-9a-f]{16}…: bootc refuses/);
  });

  test.each<readonly [string, readonly string[], number, string]>([
    ['of a directory', ['dir:/'], 3, 'error: dir:/ has no layers'],
    ['of programs', ['oci-archive:x.tar', '--by', 'exec'], 2, 'error: --verify is for reading'],
    ['with what programs print', ['oci-archive:x.tar', '--format', 'bootc'], 2, 'error: --verify is for reading'],
  ])('%s is refused', async (_, argv, status, message) => {
    const [reference = '', ...more] = argv;
    const outcome = await verify(
      reference.replace('dir:/', `dir:${join(import.meta.dirname, '../../../../test-data/containers/sealed')}`),
      ...more,
    );
    expect(outcome.status).toBe(status);
    expect(outcome.stderr.replace(/dir:\S+/, 'dir:/').startsWith(message)).toBe(true);
  });
});
