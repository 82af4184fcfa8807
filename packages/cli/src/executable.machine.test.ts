import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeExecutable } from '../../../tools/executable.mjs';
import { needs, x64 } from '../../../tools/probes.mjs';
import { archiveOf, ociLayout } from '../../container-image/testing/image.ts';
import { bootableImage } from '../../inspect/testing/bootable-image.ts';
import { captured } from './captured.ts';
import { version } from './version.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-executable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const executable = join(folder, 'bootwright');

const request = {
  container: {
    imgref: 'registry.example.com/os:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 1_000_000,
    os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' } },
  },
  image_type: 'qcow2',
  seed: 1,
};

/** Without a PATH: nothing else of this machine is of use to it. */
function run(args: readonly string[], input: string | Uint8Array = '') {
  const env = { PATH: '/nowhere', NODE_OPTIONS: '--no-such-option' };
  const { status, stdout, stderr } = spawnSync(executable, args, { input, cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

const here = needs(x64());
describe.skipIf(here.missing)(`the single executable${here.note}`, () => {
  beforeAll(() => writeExecutable(executable), 300_000);

  test('prints its version, without Node', () => {
    expect(run(['--version'])).toEqual({ status: 0, stdout: `bootwright ${version}\n`, stderr: '' });
  });

  test('makes the manifest of a request as the command does', async () => {
    const argv = ['manifest', '--request', '-', '--mock-sources'];
    const stdin = JSON.stringify(request);
    const { status, stdout } = await captured(argv, { stdin });
    const made = run(argv, stdin);
    expect({ status: made.status, stdout: made.stdout }).toEqual({ status, stdout });
    expect(JSON.parse(stdout).version).toBe('2');
  });

  test('inspects an OCI archive', () => {
    writeFileSync(join(folder, 'os.tar'), archiveOf(ociLayout(bootableImage('sealed'))));
    const { status, stdout, stderr } = run(['inspect', 'oci-archive:os.tar', '--format', 'bootc']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout).kernel).toEqual({ version: '6.12.7', unified: true });
  });

  test('answers requests in worker threads', () => {
    const lines = Array.from({ length: 200 }, (_, seed) => JSON.stringify({ ...request, seed })).join('\n');
    const one = run(['batch', '--mock-sources', '--jobs', '1'], lines);
    const many = run(['batch', '--mock-sources', '--jobs', '3'], lines);
    expect(one.stdout.split('\n').length).toBe(201);
    expect(createHash('sha256').update(many.stdout).digest('hex')).toBe(
      createHash('sha256').update(one.stdout).digest('hex'),
    );
  });

  test('runs the scripts that its own code starts as Node', () => {
    const script = 'process.stdin.on("data", (text) => process.stdout.write(process.argv[1] + text + typeof require))';
    expect(run(['-e', script, 'a'], 'b')).toEqual({ status: 0, stdout: 'abfunction', stderr: '' });
  });
});
