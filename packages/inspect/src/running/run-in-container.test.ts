import { readdirSync } from 'node:fs';
import { parseImageReference } from '@bootwright/container-image';
import { describe, expect, test } from 'vitest';
import { settled } from '../../../core/testing/async-outcome.ts';
import { id, shellTools, standInEngines } from '../../testing/stand-in-engines.ts';
import { inspectTree } from '../inspect-tree.ts';
import { compareFacts } from '../output/compare-facts.ts';
import { runInContainer } from './run-in-container.ts';

const { home, scratch, options, engine, asked, reading } = standInEngines();

const asking = (reference: string) => settled(runInContainer(parseImageReference(reference), options));

describe.skipIf(shellTools.missing)(`asking${shellTools.note}`, () => {
  test.each(['podman', 'docker'] as const)(
    '%s runs the container, asks, removes it, and gives the facts of reading',
    async (program) => {
      engine(program);
      const reference = program === 'podman' ? 'containers-storage:localhost/a' : 'docker-daemon:localhost/a';
      const outcome = await asking(reference);
      const read = await reading(reference);
      if ('fault' in outcome) throw outcome.fault;
      if ('fault' in read) throw read.fault;
      const { info, bootc } = outcome.value.inspection;
      expect(info).toMatchObject({ imgref: 'localhost/a', imageId: `sha256:${id}`, size: 1000 });
      expect(bootc.installConfiguration).toEqual({ block: ['direct'], kargs: [] });
      const { imageId = '', architecture = 'x86_64' } = read.value.facts;
      const given = { imgref: 'localhost/a', imageId, architecture };
      expect(compareFacts(inspectTree(read.value.tree, given), outcome.value.inspection)).toEqual([
        { fact: 'os_info.initrd_modules', asked: ['bootc'] },
        { fact: 'bootc.install_configuration.block', asked: ['direct'] },
        { fact: 'bootc.install_configuration.kargs', asked: [] },
      ]);
      expect(asked()).toContain(`${program} rm`);
    },
  );

  test('a bootc before 1.12 says nothing of the kernel, and may not know --all', async () => {
    const install = `case "$*" in *--all) echo usage >&2; exit 2;; esac; echo '{"bootloader":"grub"}'`;
    engine('podman', { 'exec bootc container': 'echo usage >&2; exit 2', 'exec bootc install': install });
    expect(await asking('localhost/a')).toMatchObject({
      value: {
        inspection: {
          info: { unifiedKernel: false, bootloader: 'grub' },
          bootc: { kernelArguments: ['quiet'] },
          notices: [{ code: 'inspect/old-bootc' }],
        },
      },
    });
  });

  test.each([
    [
      'no bootc',
      { 'exec bootc container': 'echo "exec: bootc: executable file not found in $PATH" >&2; exit 127' },
      'inspect/no-program',
      'the container localhost/a has no program bootc that could be asked',
    ],
    [
      'a bootc that fails',
      { 'exec bootc install': 'echo "error: Parsing a.toml" >&2; exit 1' },
      'inspect/asked',
      'asked in the container localhost/a: bootc install print-configuration --all failed with exit code 1: error: Parsing a.toml',
    ],
    [
      'an lsinitrd that fails',
      { 'exec lsinitrd --mod': 'exit 2' },
      'inspect/asked',
      'asked in the container localhost/a: lsinitrd --mod --kver 6.1 failed with exit code 2 and said nothing',
    ],
    [
      'nonsense',
      { 'exec bootc container': 'echo hello' },
      'inspect/answer',
      'the container\'s "bootc container inspect --json" printed what cannot be read: "hello\\n"',
    ],
    [
      'no sleep',
      { run: 'echo "exec: \\"sleep\\": executable file not found" >&2; exit 127' },
      'podman/no-sleep',
      'the image localhost/a has no program sleep, so no command can run in it',
    ],
  ])('%s is a fault, and the container is removed', async (_, changes, code, message) => {
    engine('podman', changes);
    expect(await asking('localhost/a')).toMatchObject({ fault: { code, message } });
    expect(asked()).toContain('podman rm');
  });

  test("ends when the caller's time is over, with nothing left", async () => {
    engine('podman', { 'exec lsinitrd --mod': 'sleep 60' });
    const signal = AbortSignal.timeout(1000);
    const ending = runInContainer(parseImageReference('localhost/a'), { ...options, signal });
    await expect(ending).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked().at(-1)).toBe('podman rm');
  });

  test.each([
    ['podman has it not, Docker does', { 'image inspect': 'echo "image not known" >&2; exit 125' }, 'docker rm'],
    ['podman fails', { 'image inspect': 'echo "database is locked" >&2; exit 125' }, 'podman/failed'],
  ])('a bare name: %s', async (_, changes, expected) => {
    engine('podman', changes);
    engine('docker');
    const outcome = await asking('localhost/a');
    expect('fault' in outcome ? outcome.fault.code : asked().at(-1)).toBe(expected);
  });

  test.each(['dir:/', 'oci:/x', 'docker://registry.example.com/a'])('%s cannot be run', async (reference) => {
    expect(await asking(reference)).toMatchObject({ fault: { code: 'reference/not-run' } });
  });
});

test('no temporary file, note or process is left', () => {
  expect(readdirSync(scratch)).toEqual([]);
  expect(readdirSync(home).filter((name) => name.startsWith('bootwright-mount-'))).toEqual([]);
});
