import { describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { commands } from '../commands.ts';
import { flagOf } from './option.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const uploads = words(`
  --to --arch --format --aws-ami-name --aws-bucket --aws-region --aws-profile --aws-tag --aws-boot-mode
  --libvirt-connection --libvirt-pool --libvirt-volume --openstack-image --openstack-disk-format
  --openstack-container-format --ibmcloud-bucket --ibmcloud-region --ibmcloud-image-name --azure-client-id
  --azure-client-secret --azure-tenant --azure-subscription --azure-resource-group --azure-image-name
  --gcp-bucket --gcp-region --oci-bucket`);

/** The options of other tools by program and command, with the command here that does the same. */
const programs = [
  {
    program: 'image-builder manifest',
    command: 'manifest',
    flags: words(`
      --force-repo-dir --force-data-dir --data-dir --force-defs-dir --extra-repo --force-repo --output-dir --verbose -v
      --blueprint --seed --arch --distro --ostree-ref --ostree-parent --ostree-url --bootc-ref --bootc-build-ref
      --bootc-installer-payload-ref --bootc-default-fs --bootc-no-default-kernel-args --bootc-pull-container
      --image-size --use-librepo --with-sbom --with-rpmlist --ignore-warnings --registrations --rpmmd-cache --preview`),
  },
  {
    program: 'image-builder build',
    command: 'build',
    flags: [
      ...words(`--with-manifest --with-buildlog --cache --progress --with-metrics --output-name --in-vm --format
        --with-upload-result --output-dir --verbose -v --bootc-ref --bootc-build-ref --image-size --ignore-warnings`),
      ...uploads,
    ],
  },
  { program: 'image-builder list', command: 'list', flags: words('--filter --format --force-repo-dir --extra-repo') },
  { program: 'image-builder describe', command: 'describe', flags: words('--arch --distro --in-vm --force-repo-dir') },
  { program: 'image-builder bootc inspect', command: 'inspect', flags: words('--ref --format --verbose') },
  {
    program: 'bootc-image-builder manifest',
    command: 'manifest',
    flags: words(`
      --tls-verify --rpmmd --target-arch --build-container --installer-payload-ref --type --local --rootfs --use-librepo
      --config --seed --log-level --verbose -v --no-default-kernel-args
      --aws-ami-name --aws-bucket --aws-region --chown --output --store --cache --progress --in-vm`),
  },
  {
    program: 'bootc-image-builder build',
    command: 'build',
    flags: words(`
      --tls-verify --rpmmd --target-arch --build-container --installer-payload-ref --type --local --rootfs --use-librepo
      --config --seed --log-level --verbose -v --no-default-kernel-args --ami-name --bucket --region
      --aws-ami-name --aws-bucket --aws-region --chown --output --store --progress --in-vm`),
  },
  {
    program: 'gen-manifests',
    command: 'golden',
    flags: words(`
      -output -workers -cache -metadata -config -config-list -skip-noconfig -skip-norepos -buildconfig-allow-unknown
      -packages -containers -commits -flatpaks -fake-bootc -arches -distros -types -bootc-refs -bootc-remote
      -bootc-installer-ref -dry-run -checksums-only`),
  },
  { program: 'build of osbuild/images', command: 'build', flags: words('--checkpoints --repositories --memprofile') },
  { program: 'list-images', command: 'list', flags: words('-arches -distros -types -json') },
  {
    program: 'uploads of osbuild',
    command: 'build',
    flags: words(`
      --storage-account --storage-access-key --image --container --threads --tag --destination --username --password
      --ignore-tls --cred-path --bucket --object --regions --os-family --image-name --share-with --skip-upload
      --skip-import --access-key-id --secret-access-key --session-token --region --endpoint --ca-bundle --public
      --skip-ssl-verification --key --tenancy --user-id --bucket-name --bucket-namespace --filename --object-name
      --private-key --fingerprint --compartment-id`),
  },
  {
    program: 'boot-aws, boot-azure and check-host-config',
    command: 'boot',
    flags: words('--resourcefile --access-key-id --region --bucket --host -wait-timeout -quiet --username'),
  },
];

const ownFlags = (command: string): readonly (string | undefined)[] => [
  '--json',
  ...Object.entries(commands.find(({ name }) => name === command)?.options ?? {}).flatMap(([name, { alias }]) => [
    flagOf(name),
    alias,
  ]),
];

/** Name and hint of each fault on standard error. */
async function hintsFor(argv: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const { status, stdout, stderr } = await captured(argv.toSpliced(end, 0, '--json'));
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  const faults = stderr
    .trim()
    .split('\n')
    .map((line): { message: string; hint: string } => JSON.parse(line));
  return new Map(faults.map(({ message, hint }) => [/"([^"]*)"/.exec(message)?.[1] ?? message, hint]));
}

describe.each(programs)('$program', ({ command, flags }) => {
  const foreign = [...new Set(flags)].filter((flag) => !ownFlags(command).includes(flag));

  test(`each option is one of "${command}", or has a hint, and all are reported at once`, async () => {
    const hints = await hintsFor([command, ...foreign]);
    expect([...hints.keys()]).toEqual(foreign);
    const other = [...hints].filter(([, hint]) => !/^(?:use|write|leave|upload|filter) /.test(hint));
    expect(other).toEqual([]);
  });

  test('hints say "use" of options and commands that exist alone', async () => {
    const hints = [...(await hintsFor([command, ...foreign])).values()];
    const options = hints.flatMap((hint) => /^use (--[a-z-]+)/.exec(hint)?.[1] ?? []);
    expect(options.filter((flag) => !ownFlags(command).includes(flag))).toEqual([]);
    const named = hints.flatMap((hint) => /"bootwright ([a-z]+)/.exec(hint)?.[1] ?? []);
    expect(named.filter((name) => !commands.some((one) => one.name === name))).toEqual([]);
  });
});

describe('a hint is about the command that was called', () => {
  test.each([
    [
      'manifest --bootc-ref a/b',
      '--bootc-ref',
      'write the container as an operand: "bootwright manifest a/b --type TYPE"',
    ],
    ['inspect --bootc-ref a/b', '--bootc-ref', 'write the container as an operand: "bootwright inspect a/b"'],
    ['describe --bootc-ref a/b', '--bootc-ref', 'write the container as an operand: "bootwright describe TYPE a/b"'],
    ['validate --bootc-ref a/b', '--bootc-ref', 'leave it out: "validate" reads no container'],
    [
      'manifest qcow2 --bootc-ref=localhost/os:1',
      '--bootc-ref=localhost/os:1',
      'write the container as an operand: "bootwright manifest localhost/os:1 --type qcow2"',
    ],
    ['list --format json', '--format', 'use --json'],
    ['version --format json', '--format', 'use --json'],
    ['version --format=json', '--format=json', 'use --json'],
    [
      'list --format yaml',
      '--format',
      'leave it out: "inspect", "validate", "check", "show", "diff" and "lint" take --format',
    ],
    ['manifest --bootc-build-ref a/b', '--bootc-build-ref', 'use --build-ref REF'],
    ['build --build-container a/b', '--build-container', 'use --build-ref REF'],
    ['inspect --build-ref a/b', '--build-ref', 'leave it out: "manifest" and "build" take --build-ref'],
    ['build --store /store', '--store', 'use --cache DIR'],
    ['manifest --store /store', '--store', 'leave it out: "build" and "doctor" take --cache DIR'],
    ['manifest --chown 1:1', '--chown', 'leave it out: "build" takes --chown'],
    ['inspect --strict', '--strict', 'leave it out: "manifest" and "build" take --strict'],
    [
      'build --tenancy x',
      '--tenancy',
      'upload the finished file with the tools of the cloud: Bootwright does not upload',
    ],
  ])('%s', async (line, flag, hint) => expect(await hintsFor(line.split(' '))).toEqual(new Map([[flag, hint]])));
});

test('the values of known options, and what comes after "--", are not taken for options', async () => {
  const argv = ['manifest', '--type', '-1', '-o--x', '--tls-verify', '--foo=1', '--seed', '-1', '--bar', '--', '--baz'];
  expect([...(await hintsFor(argv)).keys()]).toEqual(['--foo=1', '--bar']);
});

describe('command lines of another tool', () => {
  test.each([
    [['bootc', 'inspect', '--ref', 'a/b:1'], 'use "bootwright inspect REF"'],
    [['list-images'], 'use "bootwright list"'],
    [['describe-image', 'qcow2'], 'use "bootwright describe TYPE"'],
    [['manifest-change-quickcheck', 'main'], 'use "bootwright diff A B --exit-code"'],
    [['vmtest'], 'use "bootwright boot DISK"'],
    [['system'], 'use "bootwright doctor"'],
    [['upload', 'x', '--to', 'aws'], 'upload the finished file'],
    [['setup'], 'use "bootwright boot DISK"'],
    [['teardown', '--resourcefile', 'x'], 'leave it out: "bootwright boot DISK" leaves nothing behind'],
    [['run', './check'], 'use "bootwright boot DISK --check BLUEPRINT"'],
    [['gen-manifests', '-workers', '4'], 'use "bootwright golden"'],
    [['image-builder', 'build', 'a/b'], 'leave out "image-builder": write "bootwright build REF --type TYPE"'],
    [['mkosi'], 'use "bootwright build REF --type TYPE"'],
    [['mkosi', 'build', '--distribution', 'fedora'], 'use "bootwright build REF --type TYPE"'],
    [['mkosi', 'summary'], 'use "bootwright describe TYPE REF"'],
    [['cat-config'], 'use "bootwright inspect REF"'],
    [['mkosi', 'qemu'], 'use "bootwright boot DISK"'],
    [['mkosi', 'vm'], 'use "bootwright boot DISK"'],
    [['genkey'], 'use "bootwright boot --make-keys DIR"'],
    [['mkosi', 'dependencies'], 'use "bootwright doctor"'],
    [
      ['localhost/os:1', '--type', 'qcow2'],
      'write the command first, such as "bootwright build localhost/os:1 --type qcow2"',
    ],
    [['--local', 'localhost/os:1'], 'write the command first, such as "bootwright build localhost/os:1 --type TYPE"'],
    [['--type', 'qcow2', 'a/b'], 'write the command first, such as "bootwright build a/b --type qcow2"'],
    [['--verbose', 'manifest', 'a/b'], 'write the command first: "bootwright manifest"'],
    [['build', 'localhost/os:1', 'qcow2'], 'use --type qcow2, if that is the image type'],
    [['build', 'qcow2', 'localhost/os:1'], 'use --type qcow2, if that is the image type'],
    [['manifest', 'a/b:1', '--use-librepo=True'], 'leave it out: disk images need no RPMs'],
  ])('%j', async (argv, hint) => {
    const { status, stdout, stderr } = await captured(argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.replaceAll(/\n {8}/g, ' ')).toContain(`help: ${hint}`);
  });
});
