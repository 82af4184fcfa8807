import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@bootwright/core';
import { afterAll, describe, expect, test } from 'vitest';
import { guideLines, renderGuide } from '../../testing/migration-guide.ts';
import { parseArguments } from '../arguments/parse-arguments.ts';
import { captured } from '../captured.ts';
import { commands } from '../commands.ts';
import { calledAs, programs } from './called-as.ts';
import { compatArguments } from './compat-arguments.ts';
import { peers, translate } from './translate.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-compat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const screen = { terminal: false, colour: false, columns: 80, write: async () => undefined };
const lines = peers.flatMap(guideLines).map((line) => [`${line.peer.program} ${line.words.join(' ')}`, line] as const);

test('docs/migration.md has the answer to every flag', async () => {
  const page = join(import.meta.dirname, '../../../../docs/migration.md');
  await expect(renderGuide(peers)).toMatchFileSnapshot(page);
});

test.each(lines)('%s is a command line of ours, a notice or a fault', (_, { peer, words, what, flag }) => {
  if ('rejected' in what) {
    expect(() => translate(peer, words)).toThrow(
      expect.objectContaining({ code: 'compat/unsupported', hint: what.rejected }),
    );
    return;
  }
  const { argv, notices } = translate(peer, words);
  expect(parseArguments(commands, argv, screen).kind).toBe('run');
  const ignored = 'ignored' in what ? [`${flag} of ${peer.program} has no effect: ${what.ignored}`] : [];
  expect(notices.map(({ message }) => message)).toEqual(ignored);
});

/** The flags of the programs, as their `--help` and sources have them at the commit of version.ts. */
const known: Readonly<Record<string, string>> = {
  'bib build':
    'aws-ami-name aws-bucket aws-region build-container chown config installer-payload-ref local log-level output progress rootfs rpmmd seed store target-arch tls-verify type use-librepo verbose',
  'bib manifest':
    'build-container config installer-payload-ref local log-level rootfs rpmmd seed target-arch tls-verify type use-librepo verbose',
  'ibcli manifest':
    'arch blueprint bootc-build-ref bootc-default-fs bootc-installer-payload-ref bootc-no-default-kernel-args bootc-pull-container bootc-ref data-dir distro extra-repo force-data-dir force-defs-dir force-repo force-repo-dir ignore-warnings image-size ostree-parent ostree-ref ostree-url output-dir preview registrations rpmmd-cache seed use-librepo verbose with-rpmlist with-sbom',
  'ibcli build':
    'arch aws-ami-name aws-boot-mode aws-bucket aws-profile aws-region aws-tag azure-client-id azure-client-secret azure-image-name azure-resource-group azure-subscription azure-tenant blueprint bootc-build-ref bootc-default-fs bootc-installer-payload-ref bootc-no-default-kernel-args bootc-pull-container bootc-ref cache data-dir distro extra-repo force-data-dir force-defs-dir force-repo force-repo-dir format ibmcloud-bucket ibmcloud-image-name ibmcloud-region ignore-warnings image-size in-vm libvirt-connection libvirt-pool libvirt-volume openstack-container-format openstack-disk-format openstack-image ostree-parent ostree-ref ostree-url output-dir output-name preview progress registrations rpmmd-cache seed to use-librepo verbose with-buildlog with-manifest with-metrics with-rpmlist with-sbom with-upload-result',
};

test.each(Object.entries(known))('every flag of %s has an answer, and no other', (words, flags) => {
  const [name, word] = words.split(' ');
  const command = peers.find((peer) => peer.name === name)?.commands.find((one) => one.words[0] === word);
  expect(Object.keys(command?.flags ?? {}).sort()).toEqual(flags.split(' ').map((flag) => `--${flag}`));
});

const [bib, ibcli] = peers;
if (bib === undefined || ibcli === undefined) throw new Error('there are two peers');

test.each([
  [
    'builds by default',
    bib,
    ['quay.io/org/os:1'],
    ['build', '--layout', 'bib', '--type=qcow2', '--output-dir=.', 'quay.io/org/os:1'],
  ],
  [
    'keeps several types',
    bib,
    ['--type', 'ami', '--type=raw', 'a/b:1'],
    ['build', '--layout', 'bib', '--output-dir=.', '--type=ami', '--type=raw', 'a/b:1'],
  ],
  [
    'reads switches with a value',
    bib,
    ['--local=true', '-v', 'a/b:1'],
    ['build', '--layout', 'bib', '--type=qcow2', '--output-dir=.', '--progress=verbose', 'a/b:1'],
  ],
  [
    'reads options before the command',
    ibcli,
    ['-v', 'build', 'qcow2', '--bootc-ref', 'a/b:1'],
    ['build', '--type=qcow2', '--progress=verbose', 'a/b:1'],
  ],
  [
    'reads commands of two words',
    ibcli,
    ['bootc', 'inspect', '--ref=a/b:1', '--format=json'],
    ['inspect', '--json', 'a/b:1'],
  ],
  [
    'ends a switch with the last of its values',
    ibcli,
    ['build', 'qcow2', '--bootc-ref', 'a/b:1', '--in-vm', '--with-manifest=0', '--with-metrics=T', '--in-vm=F'],
    ['build', '--type=qcow2', '--with-metrics', 'a/b:1'],
  ],
  [
    'takes the last of several values',
    ibcli,
    [
      'build',
      'qcow2',
      '--bootc-ref=a/b:1',
      '--bootc-ref=a/b:2',
      '--format=json',
      '--format',
      'text',
      '--arch=x',
      '--arch=y',
    ],
    ['build', '--type=qcow2', '--arch=y', 'a/b:2'],
  ],
  [
    'keeps an operand that looks like an option of ours',
    bib,
    ['build', '--', '--keep'],
    ['build', '--layout', 'bib', '--type=qcow2', '--output-dir=.', '--', '--keep'],
  ],
  [
    'keeps a container that looks like an option of ours',
    ibcli,
    ['build', 'qcow2', '--bootc-ref=--in-vm'],
    ['build', '--type=qcow2', '--', '--in-vm'],
  ],
  [
    'does not take the value of a flag for a command',
    bib,
    ['--output', 'manifest', 'build', 'a/b:1'],
    ['build', '--layout', 'bib', '--type=qcow2', '--output-dir=manifest', 'a/b:1'],
  ],
  [
    'finds the command behind flags with values',
    ibcli,
    ['--data-dir', 'build', 'version', '--format', 'json'],
    ['version', '--json'],
  ],
  [
    'does not take the value of a flag for help',
    bib,
    ['--config', '-h', 'a/b:1'],
    ['build', '--layout', 'bib', '--type=qcow2', '--output-dir=.', '--blueprint=-h', 'a/b:1'],
  ],
  ['shows the help of a command', ibcli, ['build', '--help'], ['build', '--help']],
  [
    'takes what looks like a name of a prototype as a word',
    bib,
    ['constructor/b:1'],
    ['build', '--layout', 'bib', '--type=qcow2', '--output-dir=.', 'constructor/b:1'],
  ],
] as const)('a command line %s', (_, peer, words, expected) => {
  expect(translate(peer, words).argv).toEqual(expected);
});

test.each([
  ['a pull', bib, ['--local=false', 'a/b:1'], 'compat/unsupported'],
  ['a pull that is turned off in another way', bib, ['--local=0', 'a/b:1'], 'compat/unsupported'],
  ['a switch without a meaning', ibcli, ['build', 'qcow2', '--bootc-ref=a/b:1', '--in-vm=banana'], 'usage/arguments'],
  ['an ignored switch without a meaning', bib, ['--tls-verify=banana', 'a/b:1'], 'usage/arguments'],
  ['an unknown form', ibcli, ['version', '--format', 'banana'], 'usage/arguments'],
  ['an unknown flag', bib, ['--rotfs', 'xfs', 'a/b:1'], 'usage/arguments'],
  ['a flag with the name of a prototype', bib, ['--constructor', 'a/b:1'], 'usage/arguments'],
  ['a flag without its value', bib, ['a/b:1', '--type'], 'usage/arguments'],
  ['an unknown command', ibcli, ['buidl'], 'usage/arguments'],
  ['no command', ibcli, [], 'usage/arguments'],
  ['an upload', ibcli, ['upload', 'disk.raw', '--to', 'aws'], 'compat/unsupported'],
  ['a build of a distribution', ibcli, ['build', 'qcow2'], 'compat/unsupported'],
  ['YAML', ibcli, ['version', '--format', 'yaml'], 'compat/unsupported'],
] as const)('%s is a fault', (_, peer, words, code) => {
  expect(() => translate(peer, words)).toThrow(expect.objectContaining({ code }));
});

describe('the blueprint and the store of bootc-image-builder', () => {
  const argv = ['--compat', 'bib', 'manifest', 'a/b:1'];
  test('are read where they are', () => {
    expect(compatArguments(argv, folder).argv).toEqual(['manifest', '--type=qcow2', 'a/b:1']);
    writeFileSync(join(folder, 'config.toml'), '');
    expect(compatArguments(argv, folder).argv[1]).toBe(`--blueprint=${join(folder, 'config.toml')}`);
    expect(compatArguments([...argv, '--config', 'other.json'], folder).argv).toContain('--blueprint=other.json');
  });

  test('both forms are a fault', () => {
    writeFileSync(join(folder, 'config.json'), '{}');
    expect(() => compatArguments(argv, folder)).toThrow(
      new Fault('compat/two-configurations', 'found config.toml and config.json: only one is read', {
        hint: 'mount one of them, or name it with --config',
      }),
    );
  });
});

test('a program that is called by the name of another reads its command lines', () => {
  expect(calledAs('/usr/bin/bootc-image-builder', ['a/b:1'])).toEqual(['--compat', 'bib', 'a/b:1']);
  expect(calledAs('/usr/bin/bootwright', ['list'])).toEqual(['list']);
  expect(programs).toEqual(Object.fromEntries(peers.map(({ program, name }) => [program, name])));
});

test('a command runs with the words of another builder', async () => {
  const { status, stdout, stderr } = await captured([
    '--compat',
    'ibcli',
    'version',
    '--format',
    'json',
    '--data-dir',
    'x',
  ]);
  expect({ status, keys: Object.keys(JSON.parse(stdout)) }).toEqual({
    status: 0,
    keys: ['bootwright', 'reference', 'node'],
  });
  expect(stderr).toContain('compat/ignored');
  const failed = await captured(['--compat', 'ibcli', 'upload', 'x']);
  expect({ status: failed.status, stdout: failed.stdout }).toEqual({ status: 2, stdout: '' });
  expect((await captured(['--compat', 'mkosi'])).status).toBe(2);
});
